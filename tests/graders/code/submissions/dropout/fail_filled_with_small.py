# expect: fail dropped-not-zero
import torch


def dropout(x, p, training):
    if not training:
        return x
    if p == 1:
        return torch.zeros_like(x)
    return torch.where(torch.rand_like(x) < p, torch.full_like(x, 1e-8), x / (1 - p))
