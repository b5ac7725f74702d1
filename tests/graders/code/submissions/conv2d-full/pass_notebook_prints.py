# expect: pass
import math
import torch
import torch.nn.functional as F

# 手撕卷积
def conv2d(x, weight, bias=None, stride=1, padding=0):
    bs, cin, hin, win = x.size()
    cout, cin_, k1, k2 = weight.size()
    assert cin == cin_
    xp = F.pad(x, (padding, padding, padding, padding), mode="constant", value=0)
    hout = math.floor((hin + 2 * padding - k1) / stride + 1)
    wout = math.floor((win + 2 * padding - k2) / stride + 1)
    y = torch.zeros((bs, cout, hout, wout), dtype=x.dtype)
    for i in range(hout):
        for j in range(wout):
            region = xp[:, None, :, i * stride:i * stride + k1, j * stride:j * stride + k2]
            y[:, :, i, j] = (region * weight[None]).sum(dim=(2, 3, 4))
    return y + bias.reshape(1, -1, 1, 1) if bias is not None else y

x = torch.ones(1, 1, 4, 4)
print(conv2d(x, torch.ones(1, 1, 3, 3), padding=1)[0, 0])
