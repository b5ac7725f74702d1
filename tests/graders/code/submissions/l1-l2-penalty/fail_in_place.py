# expect: fail input-changed
import torch

def penalty(w, l1, l2):
    square = (w ** 2).sum()
    return l1 * w.abs_().sum() + l2 * square
