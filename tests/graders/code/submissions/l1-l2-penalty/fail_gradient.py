# expect: fail gradient-of-penalty
import torch

def penalty(w, l1, l2):
    return l1 * torch.sign(w) + 2 * l2 * w
