# expect: fail everything-dropped
import torch


def dropout(x, p, training):
    if not training:
        return x
    if p == 1:
        return torch.zeros_like(x)
    mask = torch.rand_like(x).int()
    return x * mask / (1 - p)
