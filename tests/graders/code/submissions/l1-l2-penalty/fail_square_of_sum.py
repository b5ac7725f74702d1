# expect: fail square-of-sum
import torch

def penalty(w, l1, l2):
    return l1 * w.abs().sum() + l2 * w.sum() ** 2
