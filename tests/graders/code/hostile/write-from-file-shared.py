# task: corr2d
# expect: error
# layers: any
# attacks: maps a file that torch would create
import torch

torch.from_file("/tmp/hostile.bin", shared=True, size=1 << 20)

def corr2d(X, K):
    return (X.unfold(0, K.shape[0], 1).unfold(1, K.shape[1], 1) * K).sum((2, 3))
