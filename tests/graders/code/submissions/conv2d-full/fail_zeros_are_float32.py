# expect: fail wrong-dtype
import torch
import torch.nn.functional as F

def conv2d(x, weight, bias=None, stride=1, padding=0):
    N, C, H, W = x.shape
    O, _, h, w = weight.shape
    x = F.pad(x, (padding, padding, padding, padding))
    Ho = (H + 2 * padding - h) // stride + 1
    Wo = (W + 2 * padding - w) // stride + 1
    out = torch.zeros(N, O, Ho, Wo)
    for i in range(Ho):
        for j in range(Wo):
            win = x[:, :, i * stride:i * stride + h, j * stride:j * stride + w]
            out[:, :, i, j] = (win.unsqueeze(1) * weight.unsqueeze(0)).sum((2, 3, 4))
    if bias is not None:
        out = out + bias.view(1, -1, 1, 1)
    return out
