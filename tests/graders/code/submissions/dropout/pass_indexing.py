# expect: pass
import torch

def make_mask(shape, p):
    return torch.rand(*shape) < p

def dropout(x, p, training):
    out = x.clone()
    if training and 0 < p < 1:
        out[make_mask(x.shape, p)] = 0
        out = out / (1 - p)
    elif training and p == 1:
        out.zero_()
    return out
