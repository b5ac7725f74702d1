# task: corr2d
# expect: fail|error
# layers: any
# attacks: returns an object whose __class__ says torch.Tensor
import torch

class Tensor:
    __class__ = torch.Tensor
    shape, dtype, requires_grad, ndim = torch.Size([4, 5]), torch.float64, True, 2

    def __getattr__(self, name):
        return lambda *args, **kwargs: True

    __eq__ = __len__ = __bool__ = lambda self, *others: True

def corr2d(X, K):
    return Tensor()
