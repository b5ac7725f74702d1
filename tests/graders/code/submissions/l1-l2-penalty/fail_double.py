# expect: fail l2-doubled
import torch

def penalty(w, l1, l2):
    return l1 * w.abs().sum() + 2 * l2 * (w ** 2).sum()
