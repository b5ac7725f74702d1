# expect: error
import torch
import torch.nn.functional as F

def conv2d(x, weight, bias=None, stride=1, padding=0):
    N, C, H, W = x.shape
    O, _, h, w = weigth.shape
    out = weight.reshape(O, -1) @ F.unfold(x, (h, w), padding=padding, stride=stride)
    if bias is not None:
        out = out + bias[:, None]
    return out.view(N, O, (H + 2 * padding - h) // stride + 1, -1)
