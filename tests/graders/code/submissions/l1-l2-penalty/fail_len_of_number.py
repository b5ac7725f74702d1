# expect: fail raised
import torch

def penalty(w, l1, l2):
    n = len(w)
    v = w.reshape(n, -1) if n else w
    return l1 * v.abs().sum() + l2 * (v * v).sum()
