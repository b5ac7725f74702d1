# expect: fail gradient-missing
import torch

def penalty(w, l1, l2):
    return (l1 * w.abs().sum() + l2 * (w ** 2).sum()).item()
