# expect: fail wrong-shape
import torch
import torch.nn.functional as F

def conv2d(x, weight, bias=None, stride=1, padding=0):
    x = F.pad(x, (padding,) * 4)
    patches = x.unfold(2, weight.shape[2], stride).unfold(3, weight.shape[3], stride)
    out = torch.einsum("nchwij,ocij->nochw", patches, weight)
    if bias is not None:
        out = out + bias.view(1, -1, 1, 1, 1)
    return out
