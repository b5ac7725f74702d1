# expect: fail mask-per-channel
import torch


def dropout(x, p, training):
    if not training:
        return x
    if p == 1:
        return torch.zeros_like(x)
    mask = (torch.rand(x.shape[:2]) >= p).reshape(*x.shape[:2], *[1] * (x.dim() - 2))
    return x * mask / (1 - p)
