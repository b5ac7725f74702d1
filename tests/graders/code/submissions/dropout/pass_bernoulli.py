# expect: pass
import torch
from torch import Tensor

class Solution:
    def dropout(self, x: Tensor, p: float, training: bool) -> Tensor:
        if training and p > 0:
            keep = 1 - p
            mask = torch.bernoulli(torch.full_like(x, keep))
            return x * mask / keep if keep > 0 else x * 0
        return x
