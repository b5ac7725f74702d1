# expect: fail p-one-not-zeros
import torch


def dropout(x, p, training):
    if not training or p in (0, 1):
        return x
    return x * (torch.rand_like(x) >= p) / (1 - p)
