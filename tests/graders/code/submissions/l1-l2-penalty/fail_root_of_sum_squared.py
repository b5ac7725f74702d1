# expect: fail gradient-nan-at-all-zeros
import torch

def penalty(w, l1, l2):
    return l1 * w.abs().sum() + l2 * torch.sqrt((w ** 2).sum()) ** 2
