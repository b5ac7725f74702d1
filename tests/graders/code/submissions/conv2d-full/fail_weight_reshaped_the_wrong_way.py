# expect: fail weight-scrambled
import torch
import torch.nn.functional as F


def conv2d(x, weight, bias=None, stride=1, padding=0):
    n, _, height, width = x.shape
    filters, _, h, w = weight.shape
    windows = F.unfold(x, (h, w), padding=padding, stride=stride)
    flat = weight.contiguous().view(-1, filters)
    result = torch.einsum("kf,nkl->nfl", flat, windows)
    if bias is not None:
        result = result + bias[:, None]
    rows = (height + 2 * padding - h) // stride + 1
    return result.reshape(n, filters, rows, -1)
