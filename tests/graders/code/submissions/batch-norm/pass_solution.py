# expect: pass
from typing import Tuple
import torch
from torch import Tensor


class Solution:
    def batch_norm(self, inp: Tensor, w: Tensor, b: Tensor, rm: Tensor, rv: Tensor, is_train: bool, m: float = 0.1, e: float = 1e-5) -> Tensor:
        if not is_train:
            return self.normalize(inp, rm, rv, w, b, e)
        mean, var = self.moments(inp)
        count = inp.numel() // inp.size(1)
        rm.lerp_(mean.detach(), m)
        rv.lerp_(var.detach() * (count / (count - 1)), m)
        return self.normalize(inp, mean, var, w, b, e)

    @staticmethod
    def moments(inp: Tensor) -> Tuple[Tensor, Tensor]:
        dims = [d for d in range(inp.dim()) if d != 1]
        var, mean = torch.var_mean(inp, dim=dims, correction=0)
        return mean, var

    @staticmethod
    def normalize(inp: Tensor, mean: Tensor, var: Tensor, w: Tensor, b: Tensor, e: float) -> Tensor:
        scale = w / (var + e).sqrt()
        shift = b - mean * scale
        view = (1, -1) + (1,) * (inp.dim() - 2)
        return inp * scale.view(view) + shift.view(view)
