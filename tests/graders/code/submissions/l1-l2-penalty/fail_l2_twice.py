# expect: fail l2-counts-twice
import torch

def penalty(w, l1, l2):
    return l1 * (w ** 2).sum() + l2 * (w ** 2).sum()
