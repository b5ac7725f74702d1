# expect: fail bias-inside-sum
import torch
import torch.nn.functional as F

def conv2d(x, weight, bias=None, stride=1, padding=0):
    N, C, H, W = x.shape
    O, _, h, w = weight.shape
    if bias is None:
        bias = torch.zeros(O, dtype=x.dtype)
    x = F.pad(x, (padding, padding, padding, padding))
    Ho, Wo = (x.shape[2] - h) // stride + 1, (x.shape[3] - w) // stride + 1
    out = x.new_zeros(N, O, Ho, Wo)
    for n in range(N):
        for o in range(O):
            for i in range(Ho):
                for j in range(Wo):
                    window = x[n, :, i * stride:i * stride + h, j * stride:j * stride + w]
                    out[n, o, i, j] = torch.sum(window * weight[o] + bias[o])
    return out
