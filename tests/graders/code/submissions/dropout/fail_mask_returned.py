# expect: fail mask-returned
import torch


def dropout(x, p, training):
    if not training:
        return x, None
    if p == 1:
        return torch.zeros_like(x), None
    mask = torch.rand_like(x) >= p
    return x * mask / (1 - p), mask
