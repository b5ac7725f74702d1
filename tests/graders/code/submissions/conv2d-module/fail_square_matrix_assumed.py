# expect: fail square-matrix-assumed
import torch
import torch.nn as nn

class Conv2D(nn.Module):
    def __init__(self, kernel_size):
        super().__init__()
        self.weight = nn.Parameter(torch.rand(kernel_size))
        self.bias = nn.Parameter(torch.zeros(1))

    def forward(self, x):
        h, w = self.weight.shape
        n = x.shape[0]
        windows = x.unfold(0, h, 1).unfold(1, w, 1)[:, : n - w + 1]
        return (windows * self.weight).sum((2, 3)) + self.bias
