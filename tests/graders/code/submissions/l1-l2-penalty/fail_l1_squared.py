# expect: fail l1-squared
import torch

def penalty(w, l1, l2):
    return l1 * torch.norm(w, 1) ** 2 + l2 * torch.norm(w, 2) ** 2
