# expect: fail input-changed
import torch


def dropout(x, p, training):
    if not training:
        return x
    if p == 1:
        return torch.zeros_like(x)
    x *= torch.rand_like(x) >= p
    x /= 1 - p
    return x
