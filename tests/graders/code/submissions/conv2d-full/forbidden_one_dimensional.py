# expect: forbidden
import torch
import torch.nn.functional as F

def conv2d(x, weight, bias=None, stride=1, padding=0):
    x = F.pad(x, (padding,) * 4)
    N, C, H, W = x.shape
    O, _, h, w = weight.shape
    rows = []
    for i in range(0, H - h + 1, stride):
        rows.append(sum(F.conv1d(x[:, :, i + a], weight[:, :, a], stride=stride) for a in range(h)))
    out = torch.stack(rows, dim=2)
    return out if bias is None else out + bias[None, :, None, None]
