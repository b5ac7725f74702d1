# task: corr2d
# expect: memory
# layers: any
# attacks: one enormous tensor
import torch

def corr2d(X, K):
    return torch.empty(1 << 40)
