# expect: pass
import torch
from typing import Optional

def attention(q: torch.Tensor, k: torch.Tensor, v: torch.Tensor, mask: Optional[torch.Tensor] = None) -> torch.Tensor:
    w = torch.softmax((q / q.shape[-1] ** 0.5).matmul(k.swapaxes(-1, -2)), dim=-1)
    if mask is not None:
        w = w * mask
        w = w / w.sum(dim=-1, keepdim=True)
    return w.matmul(v)
