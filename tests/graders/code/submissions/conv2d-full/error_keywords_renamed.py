# expect: error raised
import torch
import torch.nn.functional as F

def conv2d(x, weight, bias=None, s=1, p=0):
    x = F.pad(x, (p, p, p, p))
    patches = x.unfold(2, weight.shape[2], s).unfold(3, weight.shape[3], s)
    out = torch.einsum("nchwij,ocij->nohw", patches, weight)
    return out if bias is None else out + bias[None, :, None, None]
