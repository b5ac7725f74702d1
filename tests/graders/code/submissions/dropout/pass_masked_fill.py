# expect: pass
import torch

def dropout(x, p, training):
    if training:
        scale = 0. if p == 1 else 1 / (1 - p)
        return x.masked_fill(torch.rand(x.shape) < p, 0) * scale
    return x.clone()
