# expect: fail sum-missing
import torch

def penalty(w, l1, l2):
    return l1 * w.abs() + l2 * w ** 2
