# task: corr2d
# expect: error
# layers: any
# attacks: calls sys.exit(0) while the module is loaded
import sys

sys.exit(0)

def corr2d(X, K):
    return (X.unfold(0, K.shape[0], 1).unfold(1, K.shape[1], 1) * K).sum((2, 3))
