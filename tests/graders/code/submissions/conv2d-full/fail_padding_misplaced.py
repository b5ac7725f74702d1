# expect: fail padding-misplaced
import torch

def conv2d(x, weight, bias=None, stride=1, padding=0):
    N, C, H, W = x.shape
    O, _, h, w = weight.shape
    xp = x.new_zeros(N, C, H + 2 * padding, W + 2 * padding)
    xp[:, :, :H, :W] = x
    patches = xp.unfold(2, h, stride).unfold(3, w, stride)
    out = torch.einsum("nchwij,ocij->nohw", patches, weight)
    return out if bias is None else out + bias[None, :, None, None]
