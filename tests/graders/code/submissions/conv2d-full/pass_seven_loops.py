# expect: pass
import torch
import torch.nn.functional as F

def conv2d(x, weight, bias=None, stride=1, padding=0):
    N, C, H, W = x.shape
    O, _, h, w = weight.shape
    x = F.pad(x, (padding, padding, padding, padding))
    H_out = (H + 2 * padding - h) // stride + 1
    W_out = (W + 2 * padding - w) // stride + 1
    out = torch.zeros(N, O, H_out, W_out, dtype=x.dtype)
    for n in range(N):
        for o in range(O):
            for i in range(H_out):
                for j in range(W_out):
                    s = 0
                    for c in range(C):
                        s += (x[n, c, i * stride:i * stride + h, j * stride:j * stride + w] * weight[o, c]).sum()
                    out[n, o, i, j] = s
                    if bias is not None:
                        out[n, o, i, j] += bias[o]
    return out
