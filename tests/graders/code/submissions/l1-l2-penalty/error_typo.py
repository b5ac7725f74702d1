# expect: error
import torch

def penalty(w, l1, l2):
    return l1 * w.abs().sun() + l2 * (w ** 2).sum()
