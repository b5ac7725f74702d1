# task: corr2d
# expect: fail
# layers: any
# attacks: a tensor subclass that equals everything, around zeros
import torch

class Equal(torch.Tensor):
    __eq__ = isclose = allclose = equal = lambda self, *others, **options: True
    __ne__ = lambda self, other: False

def corr2d(X, K):
    return X.new_zeros(X.shape[0] - K.shape[0] + 1, X.shape[1] - K.shape[1] + 1).as_subclass(Equal)
