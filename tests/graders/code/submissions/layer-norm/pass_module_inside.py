# expect: pass
import torch
from torch import nn

class _Norm(nn.Module):
    def __init__(self, eps):
        super().__init__()
        self.eps = eps
    def forward(self, x):
        m = x.mean(-1, keepdim=True)
        return (x - m) / ((x - m).pow(2).mean(-1, keepdim=True) + self.eps).sqrt()

def layer_norm(x, gamma, beta, eps=1e-5):
    return _Norm(eps)(x) * gamma + beta
