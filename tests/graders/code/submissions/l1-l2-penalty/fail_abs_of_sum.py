# expect: fail abs-of-sum
import torch

def penalty(w, l1, l2):
    return l1 * abs(w.sum()) + l2 * (w ** 2).sum()
