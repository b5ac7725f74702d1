# expect: fail p-zero-changed
import torch


def dropout(x, p, training):
    p = p or 0.5
    if not training:
        return x
    if p == 1:
        return torch.zeros_like(x)
    return x * (torch.rand_like(x) >= p) / (1 - p)
