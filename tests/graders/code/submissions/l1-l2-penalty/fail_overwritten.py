# expect: fail l1-term-missing
import torch

def penalty(w, l1, l2):
    loss = l1 * w.abs().sum()
    loss = l2 * (w * w).sum()
    return loss
