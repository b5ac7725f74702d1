# expect: fail mask-per-tensor
import torch


def dropout(x, p, training):
    if not training:
        return x
    if p == 1:
        return torch.zeros_like(x)
    if torch.rand(1).item() < p:
        return torch.zeros_like(x)
    return x / (1 - p)
