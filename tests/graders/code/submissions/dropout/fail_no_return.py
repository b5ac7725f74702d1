# expect: fail nothing-returned
import torch


def dropout(x, p, training):
    if not training:
        return x
    mask = torch.rand_like(x) >= p
    out = x * mask / (1 - p)
