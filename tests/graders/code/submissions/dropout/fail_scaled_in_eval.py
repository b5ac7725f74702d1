# expect: fail scaled-in-eval
import torch


def dropout(x, p, training):
    if p == 1 and training:
        return torch.zeros_like(x)
    if training:
        return x * (torch.rand_like(x) >= p) / (1 - p)
    return x * (1 - p)
