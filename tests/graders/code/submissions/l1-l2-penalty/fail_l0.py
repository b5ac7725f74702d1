# expect: fail count-of-nonzeros
import torch

def penalty(w, l1, l2):
    return l1 * torch.count_nonzero(w) + l2 * (w ** 2).sum()
