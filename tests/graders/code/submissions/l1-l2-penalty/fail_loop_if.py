# expect: fail zero-counted-as-negative
import torch

def penalty(w, l1, l2):
    total = 0 * w.sum()
    for v in w.reshape(-1):
        if v > 0:
            total = total + l1 * v
        else:
            total = total - l1 * v
        total = total + l2 * v ** 2
    return total
