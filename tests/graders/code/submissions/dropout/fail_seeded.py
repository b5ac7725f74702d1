# expect: fail same-mask
import torch


def dropout(x, p, training):
    if not training:
        return x
    if p == 1:
        return torch.zeros_like(x)
    torch.manual_seed(42)
    return x * (torch.rand_like(x) >= p) / (1 - p)
