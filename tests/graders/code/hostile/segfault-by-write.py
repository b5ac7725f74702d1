# task: corr2d
# expect: error
# layers: any
# attacks: writes all over memory
import ctypes

def corr2d(X, K):
    ctypes.memset(id(X) & ~0xFFF, 0, 1 << 30)
