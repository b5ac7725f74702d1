# task: corr2d
# expect: error
# layers: any
# attacks: asks the kernel for its network interfaces
import socket

print("LEAKED", socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, 0))

def corr2d(X, K):
    return (X.unfold(0, K.shape[0], 1).unfold(1, K.shape[1], 1) * K).sum((2, 3))
