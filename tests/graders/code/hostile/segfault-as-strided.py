# task: corr2d
# expect: error
# layers: any
# attacks: reads far outside of a tensor's storage
import torch

def corr2d(X, K):
    return torch.from_numpy(__import__('numpy').lib.stride_tricks.as_strided(X.detach().numpy(), (9, 9), (1 << 40, 1 << 40))).sum()
