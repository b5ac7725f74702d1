# expect: fail gradient-nan-at-zero
import torch

def penalty(w, l1, l2):
    return l1 * ((w * w) ** 0.5).sum() + l2 * (w * w).sum()
