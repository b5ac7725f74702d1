# expect: fail filters-last
import torch
import torch.nn.functional as F

def conv2d(x, weight, bias=None, stride=1, padding=0):
    N, C, H, W = x.shape
    O, _, h, w = weight.shape
    Ho = (H + 2 * padding - h) // stride + 1
    Wo = (W + 2 * padding - w) // stride + 1
    cols = F.unfold(x, (h, w), padding=padding, stride=stride).transpose(1, 2)
    out = cols @ weight.reshape(O, -1).t()
    if bias is not None:
        out = out + bias
    return out.reshape(N, O, Ho, Wo)
