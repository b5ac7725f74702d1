# task: corr2d
# expect: fail
# layers: any
# attacks: returns an expanded tensor of 2^40 elements that occupies one
import torch

def corr2d(X, K):
    Y = (X.unfold(0, K.shape[0], 1).unfold(1, K.shape[1], 1) * K).sum((2, 3))
    return Y.as_strided((1 << 20, 1 << 20), (0, 0))
