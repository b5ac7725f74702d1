# task: corr2d
# expect: fail
# layers: any
# attacks: switches gradients off for good
import torch

torch.set_grad_enabled(False)

def corr2d(X, K):
    return (X.unfold(0, K.shape[0], 1).unfold(1, K.shape[1], 1) * K).sum((2, 3))
