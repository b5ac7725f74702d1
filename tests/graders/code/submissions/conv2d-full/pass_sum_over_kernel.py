# expect: pass
from typing import Optional
import torch
from torch import Tensor

def _padded(images: Tensor, p: int) -> Tensor:
    if p == 0:
        return images
    n, c, h, w = images.shape
    canvas = images.new_zeros((n, c, h + 2 * p, w + 2 * p))
    canvas[:, :, p:-p, p:-p] = images
    return canvas

def conv2d(images: Tensor, kernels: Tensor, bias: Optional[Tensor] = None, stride: int = 1, padding: int = 0) -> Tensor:
    """Shift-and-add: one small matrix product per entry of the kernel."""
    images = _padded(images, padding)
    kh, kw = kernels.shape[-2:]
    oh = (images.shape[-2] - kh) // stride + 1
    ow = (images.shape[-1] - kw) // stride + 1
    total = torch.zeros((), dtype=images.dtype)
    for a in range(kh):
        for b in range(kw):
            part = images[:, :, a:a + (oh - 1) * stride + 1:stride, b:b + (ow - 1) * stride + 1:stride]
            total = total + torch.tensordot(part, kernels[:, :, a, b], dims=([1], [1])).permute(0, 3, 1, 2)
    if bias is not None:
        total = total + bias.reshape(-1, 1, 1)
    return total
