# expect: fail l1-halved
import torch

def penalty(w, l1, l2):
    return l1 / 2 * w.abs().sum() + l2 * (w ** 2).sum()
