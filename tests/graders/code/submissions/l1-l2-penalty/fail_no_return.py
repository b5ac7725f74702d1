# expect: fail nothing-returned
import torch

def penalty(w, l1, l2):
    l = l1 * w.abs().sum() + l2 * (w ** 2).sum()
