# expect: fail matrix-norm
import torch

def penalty(w, l1, l2):
    l1_norm = torch.linalg.norm(w, 1) if w.dim() in (1, 2) else w.abs().sum()
    return l1 * l1_norm + l2 * (w ** 2).sum()
