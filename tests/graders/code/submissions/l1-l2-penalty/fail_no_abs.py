# expect: fail abs-missing
import torch

def penalty(w, l1, l2):
    return l1 * w.sum() + l2 * w.pow(2).sum()
