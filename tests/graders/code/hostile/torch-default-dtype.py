# task: corr2d
# expect: pass
# layers: any
# attacks: changes the default dtype
import torch

torch.set_default_dtype(torch.float16)

def corr2d(X, K):
    return (X.unfold(0, K.shape[0], 1).unfold(1, K.shape[1], 1) * K).sum((2, 3))
