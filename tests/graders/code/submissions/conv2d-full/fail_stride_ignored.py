# expect: fail stride-ignored
import torch
import torch.nn.functional as F

def conv2d(x, weight, bias=None, stride=1, padding=0):
    N, C, H, W = x.shape
    O, _, h, w = weight.shape
    cols = F.unfold(x, (h, w), padding=padding)
    out = weight.view(O, -1) @ cols
    if bias is not None:
        out = out + bias.view(1, -1, 1)
    return out.view(N, O, H + 2 * padding - h + 1, W + 2 * padding - w + 1)
