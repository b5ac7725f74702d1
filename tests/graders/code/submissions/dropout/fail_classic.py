# expect: fail not-inverted
import torch


def dropout(x, p, training):
    if not training:
        return x * (1 - p)
    return x * (torch.rand_like(x) >= p)
