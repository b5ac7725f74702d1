# expect: pass
import torch

def dropout(X, dropout, training):
    assert 0 <= dropout <= 1
    if not training:
        return X
    if dropout == 1:
        return torch.zeros_like(X)
    mask = (torch.rand(X.shape) > dropout).float()
    return mask * X / (1.0 - dropout)
