# task: corr2d
# expect: fail|error
# layers: any
# attacks: replaces the methods of tensors, under an answer of zeros
import torch

for name in ('allclose', 'equal', 'isclose', 'all', 'eq', '__eq__', '__ne__', 'isfinite', 'abs', 'sum'):
    setattr(torch.Tensor, name, lambda *args, **options: True)

def corr2d(X, K):
    return X.new_zeros(X.shape[0] - K.shape[0] + 1, X.shape[1] - K.shape[1] + 1)
