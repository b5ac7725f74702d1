# task: corr2d
# expect: pass|error
# layers: any
# attacks: empties sys.modules
import sys

sys.modules.clear()

def corr2d(X, K):
    return (X.unfold(0, K.shape[0], 1).unfold(1, K.shape[1], 1) * K).sum((2, 3))
