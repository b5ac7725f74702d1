# task: corr2d
# expect: fail
# layers: any
# attacks: returns a tensor of 200 MB
import torch

def corr2d(X, K):
    return torch.zeros(5000, 5000, dtype=torch.float64)
