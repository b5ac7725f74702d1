# expect: fail mask-inverted
import torch


def dropout(x, p, training):
    if not training:
        return x
    if p == 1:
        return torch.zeros_like(x)
    mask = torch.bernoulli(torch.full(x.shape, p, dtype=x.dtype))
    return x * mask / (1 - p)
