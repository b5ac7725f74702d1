# expect: error raised
import torch

def penalty(w, l1, l2):
    total = 0
    for row in w:
        for v in row:
            total += l1 * abs(v) + l2 * v ** 2
    return total
