# expect: fail stride-in-rows-only
import torch
import torch.nn.functional as F

def conv2d(x, weight, bias=None, stride=1, padding=0):
    N, C, H, W = x.shape
    O, _, h, w = weight.shape
    x = F.pad(x, (padding, padding, padding, padding))
    Ho, Wo = (x.shape[2] - h) // stride + 1, (x.shape[3] - w) // stride + 1
    out = x.new_zeros(N, O, Ho, Wo)
    for o in range(O):
        for i in range(Ho):
            for j in range(Wo):
                out[:, o, i, j] = (x[:, :, i * stride:i * stride + h, j:j + w] * weight[o]).sum((1, 2, 3))
        if bias is not None:
            out[:, o] += bias[o]
    return out
