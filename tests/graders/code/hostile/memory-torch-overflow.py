# task: corr2d
# expect: error|memory
# layers: any
# attacks: a tensor whose size overflows 64 bits
import torch

def corr2d(X, K):
    return torch.empty(1 << 40, 1 << 40)
