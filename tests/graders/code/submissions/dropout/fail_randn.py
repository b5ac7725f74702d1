# expect: fail normal-for-uniform
import torch


def dropout(x, p, training):
    if not training:
        return x
    if p == 1:
        return torch.zeros_like(x)
    mask = (torch.randn(x.shape) > p).to(x.dtype)
    return x * mask / (1 - p)
