# expect: fail padding-columns-only
import torch
import torch.nn.functional as F

def conv2d(x, weight, bias=None, stride=1, padding=0):
    x = F.pad(x, (padding, padding))
    O, C, h, w = weight.shape
    Ho, Wo = max(0, (x.shape[2] - h) // stride + 1), max(0, (x.shape[3] - w) // stride + 1)
    out = torch.zeros(x.shape[0], O, Ho, Wo, dtype=x.dtype)
    for i in range(Ho):
        for j in range(Wo):
            win = x[:, :, i * stride:i * stride + h, j * stride:j * stride + w]
            out[:, :, i, j] = torch.einsum("nchw,ochw->no", win, weight)
    return out if bias is None else out + bias[None, :, None, None]
