# task: corr2d
# expect: error
# layers: any
# attacks: opens a connection
import socket

print("LEAKED", socket.create_connection(("127.0.0.1", 22), timeout=1))

def corr2d(X, K):
    return (X.unfold(0, K.shape[0], 1).unfold(1, K.shape[1], 1) * K).sum((2, 3))
