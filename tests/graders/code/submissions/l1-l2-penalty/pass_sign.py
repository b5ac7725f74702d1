# expect: pass
import torch

def penalty(w, l1, l2):
    return (l1 * w * w.sign()).sum() + (l2 * w * w).sum()
