# task: corr2d
# expect: fail
# layers: any
# attacks: replaces clone, so that inputs and results are not copied but zeroed
import torch

torch.Tensor.clone = lambda self, **options: torch.zeros_like(self)

def corr2d(X, K):
    return X.new_zeros(X.shape[0] - K.shape[0] + 1, X.shape[1] - K.shape[1] + 1)
