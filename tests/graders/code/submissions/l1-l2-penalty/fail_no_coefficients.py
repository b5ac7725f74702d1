# expect: fail coefficients-missing
import torch

def penalty(w, l1, l2):
    return w.abs().sum() + (w ** 2).sum()
