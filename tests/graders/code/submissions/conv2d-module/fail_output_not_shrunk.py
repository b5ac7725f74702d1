# expect: fail output-not-shrunk
import torch
from torch import nn

class Conv2D(nn.Module):
    def __init__(self, kernel_size):
        super().__init__()
        self.weight = nn.Parameter(torch.rand(kernel_size))
        self.bias = nn.Parameter(torch.zeros(1))

    def forward(self, x):
        h, w = self.weight.shape
        Y = torch.zeros_like(x)
        for i in range(x.shape[0] - h + 1):
            for j in range(x.shape[1] - w + 1):
                Y[i, j] = (x[i:i + h, j:j + w] * self.weight).sum() + self.bias
        return Y
