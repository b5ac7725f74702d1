# task: corr2d
# expect: pass
# layers: any
# attacks: opens a socket of every family and kind
import socket

for family in range(64):
    for kind in (socket.SOCK_STREAM, socket.SOCK_DGRAM, socket.SOCK_RAW, socket.SOCK_SEQPACKET):
        for protocol in (0, 1, 16, 255, 768):
            try:
                print("LEAKED a socket", family, socket.socket(family, kind, protocol))
            except OSError:
                pass

def corr2d(X, K):
    return (X.unfold(0, K.shape[0], 1).unfold(1, K.shape[1], 1) * K).sum((2, 3))
