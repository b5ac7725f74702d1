# expect: pass
import torch
import torch.nn.functional as F

def conv2d(x, weight, bias=None, stride=1, padding=0):
    N, C, H, W = x.shape
    O, _, h, w = weight.shape
    cols = F.unfold(x, (h, w), padding=padding, stride=stride)      # N, C*h*w, L
    out = weight.reshape(O, -1) @ cols                              # N, O, L
    if bias is not None:
        out = out + bias[:, None]
    return out.reshape(N, O, (H + 2 * padding - h) // stride + 1, -1)
