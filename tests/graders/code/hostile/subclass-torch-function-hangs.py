# task: corr2d
# expect: timeout|pass
# layers: any
# attacks: a tensor subclass that hangs in every torch function
import torch

class Stuck(torch.Tensor):
    @classmethod
    def __torch_function__(cls, func, types, args=(), kwargs=None):
        while True:
            pass

def corr2d(X, K):
    return ((X.unfold(0, K.shape[0], 1).unfold(1, K.shape[1], 1) * K).sum((2, 3))).as_subclass(Stuck)
