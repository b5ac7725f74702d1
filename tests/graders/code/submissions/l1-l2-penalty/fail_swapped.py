# expect: fail l1-l2-swapped
import torch

def penalty(w, l1, l2):
    return l2 * w.abs().sum() + l1 * (w ** 2).sum()
