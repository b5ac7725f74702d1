# expect: fail size-rounded-up
import math
import torch
import torch.nn.functional as F

def conv2d(x, weight, bias=None, stride=1, padding=0):
    N, C, H, W = x.shape
    O, _, h, w = weight.shape
    Ho = math.ceil((H + 2 * padding - h) / stride) + 1
    Wo = math.ceil((W + 2 * padding - w) / stride) + 1
    need_h = (Ho - 1) * stride + h - H - padding
    need_w = (Wo - 1) * stride + w - W - padding
    x = F.pad(x, (padding, need_w, padding, need_h))
    out = x.new_zeros(N, O, Ho, Wo)
    for i in range(Ho):
        for j in range(Wo):
            win = x[:, :, i * stride:i * stride + h, j * stride:j * stride + w]
            out[:, :, i, j] = torch.einsum("nchw,ochw->no", win, weight)
    return out if bias is None else out + bias[None, :, None, None]
