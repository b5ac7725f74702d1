# expect: pass
import torch
import torch.nn.functional as F


def conv2d(x, weight, bias=None, stride=1, padding=0):
    N, C, H, W = x.shape
    O, _, h, w = weight.shape
    x = F.pad(x, (padding, padding, padding, padding))
    Ho = (H + 2 * padding - h) // stride + 1
    Wo = (W + 2 * padding - w) // stride + 1
    out = torch.zeros(N, O, Ho, Wo, dtype=x.dtype)
    for n in range(N):
        for o in range(O):
            for i in range(Ho):
                for j in range(Wo):
                    total = bias[o] if bias is not None else 0
                    for c in range(C):
                        for a in range(h):
                            for b in range(w):
                                total = total + x[n, c, i * stride + a, j * stride + b] * weight[o, c, a, b]
                    out[n, o, i, j] = total
    return out
