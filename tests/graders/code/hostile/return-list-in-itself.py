# task: corr2d
# expect: fail
# layers: any
# attacks: returns a list that contains itself
import torch

def corr2d(X, K):
    Y = (X.unfold(0, K.shape[0], 1).unfold(1, K.shape[1], 1) * K).sum((2, 3))
    return (lambda l: l.append(l) or l)([])
