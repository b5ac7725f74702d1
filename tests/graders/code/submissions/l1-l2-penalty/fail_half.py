# expect: fail l2-halved
import torch

def penalty(w, l1, l2):
    return l1 * w.abs().sum() + 0.5 * l2 * (w ** 2).sum()
