# expect: fail exact-fraction
import torch


def dropout(x, p, training):
    if not training:
        return x
    if p == 1:
        return torch.zeros_like(x)
    n = x.numel()
    mask = torch.ones(n, dtype=x.dtype)
    mask[torch.randperm(n)[:round(p * n)]] = 0
    return x * mask.reshape(x.shape) / (1 - p)
