# expect: fail zero-counted-as-negative
import torch

def penalty(w, l1, l2):
    return l1 * torch.where(w > 0, w, -w).sum() + l2 * (w * w).sum()
