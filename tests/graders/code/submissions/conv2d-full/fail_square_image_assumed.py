# expect: fail square-image-assumed
import torch
import torch.nn.functional as F

def conv2d(x, weight, bias=None, stride=1, padding=0):
    O, C, h, w = weight.shape
    size = x.shape[2]
    x = F.pad(x, (padding,) * 4)
    patches = x.unfold(2, h, stride).unfold(3, w, stride)
    patches = patches[:, :, :, :(size + 2 * padding - w) // stride + 1]
    out = torch.einsum("nchwij,ocij->nohw", patches, weight)
    return out if bias is None else out + bias[None, :, None, None]
