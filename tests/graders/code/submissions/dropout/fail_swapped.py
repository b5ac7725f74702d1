# expect: fail train-eval-swapped
import torch


def dropout(x, p, training):
    if training:
        return x
    if p == 1:
        return torch.zeros_like(x)
    return x * (torch.rand_like(x) >= p) / (1 - p)
