# task: corr2d
# expect: fail|error
# layers: any
# attacks: leaves a mode on that answers every torch function with zeros
import torch
from torch.overrides import TorchFunctionMode

class Zeros(TorchFunctionMode):
    def __torch_function__(self, func, types, args=(), kwargs=None):
        out = func(*args, **(kwargs or {}))
        return torch.zeros_like(out) if isinstance(out, torch.Tensor) else out

Zeros().__enter__()

def corr2d(X, K):
    return (X.unfold(0, K.shape[0], 1).unfold(1, K.shape[1], 1) * K).sum((2, 3))
