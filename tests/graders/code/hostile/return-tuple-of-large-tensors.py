# task: corr2d
# expect: fail
# layers: any
# attacks: returns several tensors, each just below the limit
import torch

def corr2d(X, K):
    Y = (X.unfold(0, K.shape[0], 1).unfold(1, K.shape[1], 1) * K).sum((2, 3))
    return tuple(torch.zeros(5 << 19, dtype=torch.float64) for _ in range(3))
