# task: corr2d
# expect: error
# layers: any
# attacks: starts worker processes through a DataLoader
import torch
from torch.utils.data import DataLoader

list(DataLoader(torch.zeros(100), num_workers=4))

def corr2d(X, K):
    return (X.unfold(0, K.shape[0], 1).unfold(1, K.shape[1], 1) * K).sum((2, 3))
