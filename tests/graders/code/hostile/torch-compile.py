# task: corr2d
# expect: error|timeout|memory|pass
# layers: any
# attacks: compiles, which would write C++ and start g++
import torch

@torch.compile
def corr2d(X, K):
    return (X.unfold(0, K.shape[0], 1).unfold(1, K.shape[1], 1) * K).sum((2, 3))
