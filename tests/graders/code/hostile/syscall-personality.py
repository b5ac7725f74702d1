# task: corr2d
# expect: pass|error
# layers: any
# attacks: switches off the randomisation of addresses
import ctypes

if ctypes.CDLL(None).personality(0x0040000) != -1:
    print("LEAKED a system call")

def corr2d(X, K):
    return (X.unfold(0, K.shape[0], 1).unfold(1, K.shape[1], 1) * K).sum((2, 3))
