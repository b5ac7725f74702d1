# expect: fail padded
import torch
import torch.nn as nn
import torch.nn.functional as F

class Conv2D(nn.Module):
    def __init__(self, kernel_size):
        super().__init__()
        self.pad = (kernel_size[0] // 2, kernel_size[1] // 2)
        self.weight = nn.Parameter(torch.rand(kernel_size))
        self.bias = nn.Parameter(torch.zeros(1))

    def forward(self, x):
        h, w = self.weight.shape
        x = F.pad(x, (self.pad[1], self.pad[1], self.pad[0], self.pad[0]))
        return (x.unfold(0, h, 1).unfold(1, w, 1) * self.weight).sum((2, 3)) + self.bias
