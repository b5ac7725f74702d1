# task: corr2d
# expect: pass
# layers: any
# attacks: opens its own memory for writing, which would undo every read-only page
import os

try:
    print("LEAKED", os.open("/proc/self/mem", os.O_RDWR))
except OSError:
    pass

def corr2d(X, K):
    return (X.unfold(0, K.shape[0], 1).unfold(1, K.shape[1], 1) * K).sum((2, 3))
