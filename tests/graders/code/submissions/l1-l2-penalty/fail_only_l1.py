# expect: fail l2-term-missing
import torch

def penalty(w, l1, l2):
    return l1 * w.abs().sum()
