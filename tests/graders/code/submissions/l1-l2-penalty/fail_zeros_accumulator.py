# expect: fail wrong-shape
import torch

def penalty(w, l1, l2):
    total = torch.zeros(1, dtype=w.dtype)
    for v in w.flatten():
        total = total + l1 * v.abs() + l2 * v ** 2
    return total
