# expect: fail norm-not-squared
import torch

def penalty(w, l1, l2):
    return l1 * w.abs().sum() + l2 * torch.sqrt((w ** 2).sum())
