# expect: memory
import torch
import torch.nn.functional as F

def conv2d(x, weight, bias=None, stride=1, padding=0):
    table = torch.zeros(100_000, 100_000, dtype=x.dtype)
    patches = F.unfold(x, weight.shape[2:], padding=padding, stride=stride)
    return table, patches
