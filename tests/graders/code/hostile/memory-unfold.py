# task: corr2d
# expect: memory
# layers: any
# attacks: an honest-looking outer product of everything with everything
import torch

def corr2d(X, K):
    windows = torch.ones(3000, 3000, dtype=X.dtype).unfold(0, 100, 1).unfold(1, 100, 1)
    return (windows * 1).sum((2, 3))
