# expect: fail p-ignored
import torch


def dropout(x, p, training):
    if not training:
        return x
    if p == 1:
        return torch.zeros_like(x)
    mask = torch.randint(0, 2, x.shape)
    return x * mask / (1 - p)
