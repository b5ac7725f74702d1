# task: corr2d
# expect: fail|error
# layers: any
# attacks: a tensor subclass that claims the right shape around one number
import torch

class Shapely(torch.Tensor):
    shape = property(lambda self: torch.Size([self.rows, self.columns]))
    size = numel = lambda self, *args: self.rows

def corr2d(X, K):
    Y = (X.sum() * K.sum()).reshape(1, 1).as_subclass(Shapely)
    Y.rows, Y.columns = X.shape[0] - K.shape[0] + 1, X.shape[1] - K.shape[1] + 1
    return Y
