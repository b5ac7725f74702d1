# expect: pass
import torch

def penalty(w, l1, l2):
    return l1 * torch.maximum(w, -w).sum() + l2 * torch.einsum('i,i->', w.flatten(), w.flatten())
