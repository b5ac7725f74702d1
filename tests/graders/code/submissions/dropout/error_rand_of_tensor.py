# expect: error raised
import torch


def dropout(x, p, training):
    if not training:
        return x
    if p == 1:
        return torch.zeros_like(x)
    mask = torch.rand(x) >= p
    return x * mask / (1 - p)
