# expect: fail same-mask
import torch

masks = {}

def dropout(x, p, training):
    if not training:
        return x
    if p == 1:
        return torch.zeros_like(x)
    key = (tuple(x.shape), p)
    if key not in masks:
        masks[key] = torch.rand_like(x) >= p
    return x * masks[key] / (1 - p)
