# expect: fail p-is-keep-probability
import torch


def dropout(x, p, training):
    if not training:
        return x
    if p == 0:
        return torch.zeros_like(x)
    return x * torch.bernoulli(torch.full_like(x, p)) / p
