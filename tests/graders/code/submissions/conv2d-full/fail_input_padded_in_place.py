# expect: fail input-changed
import torch
import torch.nn.functional as F

def conv2d(x, weight, bias=None, stride=1, padding=0):
    patches = F.pad(x, (padding,) * 4).unfold(2, weight.shape[2], stride).unfold(3, weight.shape[3], stride)
    out = torch.einsum("nchwij,ocij->nohw", patches.clone(), weight)
    if bias is not None:
        out += bias[None, :, None, None]
    x.zero_()
    return out
