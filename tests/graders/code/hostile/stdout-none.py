# task: corr2d
# expect: pass
# layers: any
# attacks: has no standard output any more
import sys

sys.stdout = sys.stderr = sys.__stdout__ = None

def corr2d(X, K):
    return (X.unfold(0, K.shape[0], 1).unfold(1, K.shape[1], 1) * K).sum((2, 3))
