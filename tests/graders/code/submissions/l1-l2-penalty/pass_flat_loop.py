# expect: pass
import torch

def penalty(w, l1, l2):
    total = w.new_zeros(())
    for v in w.flatten():
        total = total + l1 * abs(v) + l2 * v * v
    return total
