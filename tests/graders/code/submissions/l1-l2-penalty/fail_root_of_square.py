# expect: fail gradient-nan-at-zero
import torch

def penalty(w, l1, l2):
    return l1 * torch.sqrt(w ** 2).sum() + l2 * (w ** 2).sum()
