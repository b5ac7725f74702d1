# expect: error entry-missing
import torch
import torch.nn.functional as F

def my_convolution(x, weight, bias=None, stride=1, padding=0):
    O = weight.shape[0]
    return weight.reshape(O, -1) @ F.unfold(x, weight.shape[2:], padding=padding, stride=stride)
