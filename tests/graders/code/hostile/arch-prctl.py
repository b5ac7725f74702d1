# task: corr2d
# expect: error
# layers: any
# attacks: takes the thread's own storage away from the C library
import ctypes

ctypes.CDLL(None).syscall(158, 0x1002, 0)  # ARCH_SET_FS

def corr2d(X, K):
    return (X.unfold(0, K.shape[0], 1).unfold(1, K.shape[1], 1) * K).sum((2, 3))
