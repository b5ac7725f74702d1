# expect: forbidden
import torch

def dropout(x, p, training):
    return x * torch.dropout(torch.ones_like(x), p, training)
