# expect: pass
import torch

def penalty(w, l1, l2):
    v = w.reshape(-1)
    return l1 * v.abs().sum() + l2 * v @ v
