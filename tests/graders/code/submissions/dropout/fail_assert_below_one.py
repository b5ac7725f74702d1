# expect: fail edge-raises
import torch


def dropout(x, p, training):
    assert 0 <= p < 1
    if not training:
        return x
    return x * (torch.rand_like(x) >= p) / (1 - p)
