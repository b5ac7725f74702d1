# task: corr2d
# expect: fail|error
# layers: any
# attacks: replaces every function of torch by the identity
import torch

for name in dir(torch):
    if callable(getattr(torch, name)) and name.islower() and not name.startswith('_'):
        setattr(torch, name, lambda first=None, *rest, **options: first)

def corr2d(X, K):
    return X.new_zeros(X.shape[0] - K.shape[0] + 1, X.shape[1] - K.shape[1] + 1)
