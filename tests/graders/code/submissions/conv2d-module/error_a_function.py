# expect: error entry-missing
import torch

def conv2d(x, weight, bias):
    h, w = weight.shape
    return (x.unfold(0, h, 1).unfold(1, w, 1) * weight).sum((2, 3)) + bias
