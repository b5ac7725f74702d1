# task: corr2d
# expect: memory
# layers: any
# attacks: switches the collector off and leaves cycles around tensors
import gc
import torch

gc.disable()

def corr2d(X, K):
    while True:
        cycle = [torch.ones(1 << 20)]
        cycle.append(cycle)
