# expect: fail gradient-missing
import torch
import torch.nn.functional as F

def conv2d(x, weight, bias=None, stride=1, padding=0):
    x = F.pad(x, (padding,) * 4)
    patches = x.unfold(2, weight.shape[2], stride).unfold(3, weight.shape[3], stride)
    out = torch.einsum("nchwij,ocij->nohw", patches, weight)
    if bias is not None:
        for o in range(len(bias)):
            out[:, o] += bias[o].item()
    return out
