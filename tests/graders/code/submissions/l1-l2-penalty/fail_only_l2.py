# expect: fail l1-term-missing
import torch

def penalty(w, l1, l2):
    return l2 * (w ** 2).sum()
