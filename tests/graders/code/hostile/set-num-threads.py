# task: corr2d
# expect: error
# layers: any
# attacks: asks torch for two threads, which cannot be started
import torch

torch.set_num_threads(2)
torch.rand(2000, 2000) @ torch.rand(2000, 2000)

def corr2d(X, K):
    return (X.unfold(0, K.shape[0], 1).unfold(1, K.shape[1], 1) * K).sum((2, 3))
