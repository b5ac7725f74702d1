# expect: error square-kernel-assumed
import torch
import torch.nn.functional as F

def conv2d(x, weight, bias=None, stride=1, padding=0):
    N, C, H, W = x.shape
    O, _, k, _ = weight.shape
    x = F.pad(x, (padding, padding, padding, padding))
    Ho = (H + 2 * padding - k) // stride + 1
    Wo = (W + 2 * padding - k) // stride + 1
    out = x.new_zeros(N, O, Ho, Wo)
    for i in range(Ho):
        for j in range(Wo):
            win = x[:, :, i * stride:i * stride + k, j * stride:j * stride + k]
            for o in range(O):
                out[:, o, i, j] = (win * weight[o]).sum(dim=(1, 2, 3))
    return out if bias is None else out + bias[None, :, None, None]
