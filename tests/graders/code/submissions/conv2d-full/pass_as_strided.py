# expect: pass
import torch
import torch.nn.functional as F

def conv2d(x, weight, bias=None, stride=1, padding=0):
    x = F.pad(x, (padding, padding, padding, padding)).contiguous()
    N, C, H, W = x.shape
    O, _, h, w = weight.shape
    oh, ow = (H - h) // stride + 1, (W - w) // stride + 1
    sn, sc, sh, sw = x.stride()
    view = x.as_strided((N, C, oh, ow, h, w), (sn, sc, sh * stride, sw * stride, sh, sw))
    y = torch.tensordot(view, weight, dims=([1, 4, 5], [1, 2, 3])).permute(0, 3, 1, 2).contiguous()
    if bias is not None:
        y += bias.view(-1, 1, 1)
    return y
