# expect: fail wrong-dtype
import torch


def dropout(x, p, training):
    if not training:
        return x
    if p == 1:
        return torch.zeros_like(x)
    mask = (torch.rand(x.shape) >= p).float()
    return x.float() * mask / (1 - p)
