# task: corr2d
# expect: fail|error
# layers: any
# attacks: a wrapper subclass that computes only when it is looked at, and lies
import torch

class Lazy(torch.Tensor):
    @staticmethod
    def __new__(cls, like):
        return torch.Tensor._make_wrapper_subclass(cls, like.shape, dtype=like.dtype, requires_grad=like.requires_grad)

    @classmethod
    def __torch_dispatch__(cls, func, types, args=(), kwargs=None):
        return torch.zeros(3, 3)

def corr2d(X, K):
    return Lazy((X.unfold(0, K.shape[0], 1).unfold(1, K.shape[1], 1) * K).sum((2, 3)))
