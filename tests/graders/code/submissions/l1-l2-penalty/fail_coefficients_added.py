# expect: fail coefficients-added
import torch

def penalty(w, l1, l2):
    return (l1 + l2) * (w.abs().sum() + (w ** 2).sum())
