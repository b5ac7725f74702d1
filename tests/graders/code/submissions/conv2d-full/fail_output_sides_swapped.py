# expect: fail output-sides-swapped
import torch
import torch.nn.functional as F

def conv2d(x, weight, bias=None, stride=1, padding=0):
    N, C, H, W = x.shape
    O, _, h, w = weight.shape
    Ho = (H + 2 * padding - h) // stride + 1
    Wo = (W + 2 * padding - w) // stride + 1
    out = weight.reshape(O, -1) @ F.unfold(x, (h, w), padding=padding, stride=stride)
    if bias is not None:
        out = out + bias[:, None]
    return out.view(N, O, Wo, Ho)
