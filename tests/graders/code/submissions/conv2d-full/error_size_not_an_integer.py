# expect: error raised
import torch
import torch.nn.functional as F

def conv2d(x, weight, bias=None, stride=1, padding=0):
    N, C, H, W = x.shape
    O, _, h, w = weight.shape
    x = F.pad(x, (padding, padding, padding, padding))
    out = x.new_zeros(N, O, (H + 2 * padding - h) / stride + 1, (W + 2 * padding - w) / stride + 1)
    for i in range(out.shape[2]):
        for j in range(out.shape[3]):
            win = x[:, :, i * stride:i * stride + h, j * stride:j * stride + w]
            out[:, :, i, j] = torch.einsum("nchw,ochw->no", win, weight)
    return out if bias is None else out + bias[None, :, None, None]
