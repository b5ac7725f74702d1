# expect: fail wrong-dtype
import torch

def conv2d(x, weight, bias=None, stride=1, padding=0):
    N, C, H, W = x.shape
    O, _, h, w = weight.shape
    xp = torch.zeros(N, C, H + 2 * padding, W + 2 * padding)
    xp[:, :, padding:padding + H, padding:padding + W] = x
    patches = xp.unfold(2, h, stride).unfold(3, w, stride)
    out = (patches[:, None] * weight[None, :, :, None, None]).sum((2, -1, -2))
    if bias is not None:
        out = out + bias[:, None, None]
    return out
