# expect: pass
from typing import Tuple, Union
import torch
from torch import nn

class Conv2D(nn.Module):
    """单通道卷积层"""

    def __init__(self, kernel_size: Union[int, Tuple[int, int]]):
        super().__init__()
        if isinstance(kernel_size, int):
            kernel_size = (kernel_size, kernel_size)
        self.weight = nn.parameter.Parameter(torch.rand(kernel_size))
        self.bias = nn.parameter.Parameter(torch.tensor([0.1]))

    def corr2d(self, x):
        h, w = self.weight.shape
        rows, cols = x.shape[0] - h + 1, x.shape[1] - w + 1
        return sum(self.weight[a, b] * x[a:a + rows, b:b + cols] for a in range(h) for b in range(w))

    def forward(self, x):
        return self.corr2d(x) + self.bias
