# expect: fail one-added-before-division
import torch
import torch.nn.functional as F

def conv2d(x, weight, bias=None, stride=1, padding=0):
    N, C, H, W = x.shape
    O, _, h, w = weight.shape
    x = F.pad(x, (padding, padding, padding, padding))
    Ho, Wo = (H + 2 * padding - h + 1) // stride, (W + 2 * padding - w + 1) // stride
    out = x.new_zeros(N, O, Ho, Wo)
    for i in range(Ho):
        for j in range(Wo):
            win = x[:, :, i * stride:i * stride + h, j * stride:j * stride + w]
            out[:, :, i, j] = torch.einsum("nchw,ochw->no", win, weight)
    return out if bias is None else out + bias[None, :, None, None]
