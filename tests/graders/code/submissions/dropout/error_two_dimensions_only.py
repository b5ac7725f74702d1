# expect: error raised
import torch


def dropout(x, p, training):
    if not training:
        return x
    if p == 1:
        return torch.zeros_like(x)
    n, d = x.shape
    return x * (torch.rand(n, d) >= p) / (1 - p)
