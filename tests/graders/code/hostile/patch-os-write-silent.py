# task: corr2d
# expect: error
# layers: any
# attacks: replaces os.write by nothing
import os

os.write = lambda number, data: len(data)

def corr2d(X, K):
    return (X.unfold(0, K.shape[0], 1).unfold(1, K.shape[1], 1) * K).sum((2, 3))
