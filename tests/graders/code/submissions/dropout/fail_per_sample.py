# expect: fail mask-per-row
import torch


def dropout(x, p, training):
    if not training:
        return x
    if p == 1:
        return torch.zeros_like(x)
    mask = torch.rand(x.shape[0], *[1] * (x.dim() - 1)) >= p
    return x * mask / (1 - p)
