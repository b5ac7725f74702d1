# expect: fail division-by-zero
import torch


def dropout(x, p, training):
    scale = 1 / (1 - p)
    if not training:
        return x
    return x * (torch.rand_like(x) >= p) * scale
