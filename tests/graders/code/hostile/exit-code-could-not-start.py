# task: corr2d
# expect: error
# layers: any
# attacks: ends with the status that says that a child could not start
import os

os._exit(71)

def corr2d(X, K):
    return (X.unfold(0, K.shape[0], 1).unfold(1, K.shape[1], 1) * K).sum((2, 3))
