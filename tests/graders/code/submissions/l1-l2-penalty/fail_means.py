# expect: fail mean-instead-of-sum
import torch

def penalty(w, l1, l2):
    return l1 * w.abs().mean() + l2 * (w ** 2).mean()
