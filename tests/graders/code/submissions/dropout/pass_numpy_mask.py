# expect: pass
import numpy as np
import torch

def dropout(x, p, training):
    if not training:
        return x
    if p == 1.0:
        return torch.zeros(x.shape, dtype=x.dtype)
    mask = np.random.binomial(1, 1 - p, size=tuple(x.shape))
    return x * torch.from_numpy(mask).to(x.dtype) / (1 - p)
