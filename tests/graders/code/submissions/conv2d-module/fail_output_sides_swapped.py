# expect: fail output-sides-swapped
import torch
import torch.nn as nn
import torch.nn.functional as F

class Conv2D(nn.Module):
    def __init__(self, kernel_size):
        super().__init__()
        self.kernel_size = kernel_size
        self.weight = nn.Parameter(torch.rand(kernel_size))
        self.bias = nn.Parameter(torch.zeros(1))

    def forward(self, x):
        h, w = self.kernel_size
        y = self.weight.view(1, -1) @ F.unfold(x.view(1, 1, *x.shape), self.kernel_size)[0] + self.bias
        return y.view(x.shape[1] - w + 1, x.shape[0] - h + 1)
