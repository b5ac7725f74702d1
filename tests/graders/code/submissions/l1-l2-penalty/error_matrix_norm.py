# expect: error raised
import torch

def penalty(w, l1, l2):
    return l1 * torch.linalg.norm(w, 1) + l2 * torch.linalg.norm(w) ** 2
