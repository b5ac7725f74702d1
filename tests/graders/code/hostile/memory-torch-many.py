# task: corr2d
# expect: memory
# layers: any
# attacks: tensors that only grow
import torch

def corr2d(X, K):
    Y = torch.ones(1 << 20)
    while True:
        Y = torch.cat([Y, Y])
