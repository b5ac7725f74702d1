# task: corr2d
# expect: error
# layers: any
# attacks: makes a pair of sockets, to pass descriptors through
import socket

left, right = socket.socketpair()
socket.send_fds(left, [b"x"], [1])
print("LEAKED", socket.recv_fds(right, 1, 1))

def corr2d(X, K):
    return (X.unfold(0, K.shape[0], 1).unfold(1, K.shape[1], 1) * K).sum((2, 3))
