# expect: fail norm-not-squared
import torch

def penalty(w, l1, l2):
    return l1 * torch.norm(w, p=1) + l2 * torch.norm(w, p=2)
