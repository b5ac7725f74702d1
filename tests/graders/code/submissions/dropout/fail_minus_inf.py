# expect: fail dropped-not-zero
import torch


def dropout(x, p, training):
    if not training:
        return x
    if p == 1:
        return torch.zeros_like(x)
    return (x / (1 - p)).masked_fill(torch.rand_like(x) < p, float('-inf'))
