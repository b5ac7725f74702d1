# expect: pass
import torch

def count_ways(weights, capacity):
    # product of the generating functions 1 / (1 - x^w)
    poly = torch.zeros(capacity + 1, dtype=torch.long)
    poly[0] = 1
    for w in weights:
        for r in range(min(w, capacity + 1)):
            poly[r::w] = torch.cumsum(poly[r::w], 0)
    return poly[capacity]
