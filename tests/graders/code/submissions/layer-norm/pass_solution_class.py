# expect: pass
from typing import Optional
import torch
from torch import Tensor


class Solution:
    def layer_norm(self, inputs: Tensor, weight: Tensor, bias: Tensor, epsilon: float = 1e-5) -> Tensor:
        variance, mean = torch.var_mean(inputs, dim=-1, correction=0, keepdim=True)
        return self._affine((inputs - mean) * torch.rsqrt(variance + epsilon), weight, bias)

    def _affine(self, x_hat: Tensor, weight: Tensor, bias: Tensor) -> Tensor:
        return torch.addcmul(bias, x_hat, weight)
