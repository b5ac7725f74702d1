# expect: fail noise-instead-of-mask
import torch


def dropout(x, p, training):
    if training:
        return x + p * torch.randn_like(x)
    return x
