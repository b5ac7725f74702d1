# expect: error sliced-to-minus-zero
import torch

def conv2d(x, weight, bias=None, stride=1, padding=0):
    N, C, H, W = x.shape
    xp = torch.zeros(N, C, H + 2 * padding, W + 2 * padding, dtype=x.dtype)
    xp[:, :, padding:-padding, padding:-padding] = x
    patches = xp.unfold(2, weight.shape[2], stride).unfold(3, weight.shape[3], stride)
    out = torch.einsum("nchwij,ocij->nohw", patches, weight)
    if bias is not None:
        out = out + bias[None, :, None, None]
    return out
