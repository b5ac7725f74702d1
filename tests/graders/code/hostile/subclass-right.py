# task: corr2d
# expect: pass
# layers: any
# attacks: a harmless tensor subclass around the right values
import torch

class Mine(torch.Tensor):
    pass

def corr2d(X, K):
    return ((X.unfold(0, K.shape[0], 1).unfold(1, K.shape[1], 1) * K).sum((2, 3))).as_subclass(Mine)
