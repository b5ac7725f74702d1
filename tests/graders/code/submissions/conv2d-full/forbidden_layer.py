# expect: forbidden
import torch
from torch import nn

def conv2d(x, weight, bias=None, stride=1, padding=0):
    layer = nn.Conv2d(x.shape[1], weight.shape[0], weight.shape[2:], stride=stride, padding=padding, bias=bias is not None)
    layer.weight = nn.Parameter(weight)
    if bias is not None:
        layer.bias = nn.Parameter(bias)
    return layer(x)
