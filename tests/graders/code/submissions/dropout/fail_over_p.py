# expect: fail scaled-by-inverse-p
import torch


def dropout(x, p, training):
    if not training or p == 0:
        return x
    return x * (torch.rand_like(x) >= p) / p
