# expect: fail rescaled-twice
import torch


def dropout(x, p, training):
    if not training:
        return x
    if p == 1:
        return torch.zeros_like(x)
    x = x / (1 - p)
    mask = torch.rand_like(x) >= p
    return x * mask / (1 - p)
