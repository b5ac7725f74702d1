# task: corr2d
# expect: fail|error
# layers: any
# attacks: a tensor subclass whose methods return anything but tensors
import torch

class Odd(torch.Tensor):
    detach = clone = contiguous = lambda self, *args, **options: "no tensor"
    numel = element_size = lambda self: -1

def corr2d(X, K):
    return torch.zeros(3000, 3000).as_subclass(Odd)
