# expect: fail l2-mean
import torch

def penalty(w, l1, l2):
    return l1 * torch.sum(torch.abs(w)) + l2 * torch.mean(w ** 2)
