# expect: fail bias-per-channel
import torch
import torch.nn.functional as F

def conv2d(x, weight, bias=None, stride=1, padding=0):
    N, C, H, W = x.shape
    O, _, h, w = weight.shape
    x = F.pad(x, (padding, padding, padding, padding))
    Ho, Wo = (x.shape[2] - h) // stride + 1, (x.shape[3] - w) // stride + 1
    out = x.new_zeros(N, O, Ho, Wo)
    for o in range(O):
        for c in range(C):
            for i in range(Ho):
                for j in range(Wo):
                    window = x[:, c, i * stride:i * stride + h, j * stride:j * stride + w]
                    out[:, o, i, j] += (window * weight[o, c]).sum((1, 2))
                    if bias is not None:
                        out[:, o, i, j] += bias[o]
    return out
