# expect: fail l1-mean
import torch

def penalty(w, l1, l2):
    return l1 * torch.mean(torch.abs(w)) + l2 * torch.sum(w ** 2)
