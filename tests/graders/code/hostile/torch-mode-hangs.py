# task: corr2d
# expect: timeout
# layers: any
# attacks: leaves a dispatch mode on that never answers
from torch.utils._python_dispatch import TorchDispatchMode

class Stuck(TorchDispatchMode):
    def __torch_dispatch__(self, func, types, args=(), kwargs=None):
        while True:
            pass

Stuck().__enter__()

def corr2d(X, K):
    return (X.unfold(0, K.shape[0], 1).unfold(1, K.shape[1], 1) * K).sum((2, 3))
