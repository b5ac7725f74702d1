# expect: pass
import torch
import torch.nn.functional as F
from torch import nn


def conv2d(x, weight, bias=None, stride=1, padding=0):
    n, _, height, width = x.shape
    o, _, h, w = weight.shape
    windows = F.unfold(x, kernel_size=(h, w), padding=padding, stride=stride).transpose(1, 2)
    out = windows.matmul(weight.view(o, -1).t())
    if bias is not None:
        out = out + bias
    out_h = (height + 2 * padding - h) // stride + 1
    out_w = (width + 2 * padding - w) // stride + 1
    return out.transpose(1, 2).reshape(n, o, out_h, out_w)


if __name__ == "__main__":
    layer = nn.Conv2d(3, 4, (3, 2), stride=2, padding=1)
    x = torch.randn(2, 3, 9, 8)
    mine = conv2d(x, layer.weight, layer.bias, stride=2, padding=1)
    assert torch.allclose(mine, F.conv2d(x, layer.weight, layer.bias, stride=2, padding=1), atol=1e-5)
