# expect: error entry-missing
import torch

def apply_mask(x, p, training):
    return x * (torch.rand_like(x) >= p) / (1 - p) if training else x
