# task: corr2d
# expect: memory
# layers: any
# attacks: lists an endless iterator in C
import itertools

hoard = list(itertools.repeat(0))

def corr2d(X, K):
    return (X.unfold(0, K.shape[0], 1).unfold(1, K.shape[1], 1) * K).sum((2, 3))
