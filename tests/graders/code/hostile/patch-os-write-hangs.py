# task: corr2d
# expect: timeout
# layers: any
# attacks: replaces os.write by one that never gets anywhere
import os

os.write = lambda number, data: 0

def corr2d(X, K):
    return (X.unfold(0, K.shape[0], 1).unfold(1, K.shape[1], 1) * K).sum((2, 3))
