# task: corr2d
# expect: error
# layers: any
# attacks: saves a tensor to the disk
import torch

torch.save(torch.zeros(1 << 20), "/tmp/hostile.pt")

def corr2d(X, K):
    return (X.unfold(0, K.shape[0], 1).unfold(1, K.shape[1], 1) * K).sum((2, 3))
