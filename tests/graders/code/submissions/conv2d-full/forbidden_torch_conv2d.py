# expect: forbidden
import torch as t
from torch import conv2d as builtin

def conv2d(x, weight, bias=None, stride=1, padding=0):
    return builtin(x, weight, bias, stride, padding)
