# expect: pass
import torch

def dropout(x, p, training):
    if not training:
        return x
    drop = torch.empty(x.size()).uniform_() < p
    return torch.where(drop, torch.zeros((), dtype=x.dtype), x / max(1 - p, 1e-12))
