# expect: fail normal-for-uniform-inverted
import torch


def dropout(x, p, training):
    if not training:
        return x
    if p == 1:
        return torch.zeros_like(x)
    mask = torch.randn_like(x) < p
    return mask * x / (1 - p)
