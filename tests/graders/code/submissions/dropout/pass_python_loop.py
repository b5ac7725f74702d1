# expect: pass
import random
import torch

def dropout(x, p, training):
    if not training:
        return x
    flat = []
    for v in x.reshape(-1):
        if random.random() < p:
            flat.append(v * 0)
        else:
            flat.append(v / (1 - p))
    return torch.stack(flat).reshape(x.shape)
