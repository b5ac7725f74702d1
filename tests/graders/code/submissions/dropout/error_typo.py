# expect: error
import torch


def dropout(x, p, training):
    if not training:
        return x
    if p == 1:
        return torch.zeros_like(x)
    mask = torch.rand_like(x) >= p
    return x * maks / (1 - p)
