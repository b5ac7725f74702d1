# expect: fail l1-term-detached
import torch

def penalty(w, l1, l2):
    return l1 * w.data.abs().sum() + l2 * (w ** 2).sum()
