# task: corr2d
# expect: pass|error|fail|timeout
# layers: any
# attacks: overwrites the small integers and the bytes of True
import ctypes

ctypes.memmove(id(False) + 24, id(True) + 24, 4)
ctypes.c_size_t.from_address(id(7) + 16).value = 0

def corr2d(X, K):
    return (X.unfold(0, K.shape[0], 1).unfold(1, K.shape[1], 1) * K).sum((2, 3))
