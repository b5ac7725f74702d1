# expect: fail weight-with-channels
import torch
import torch.nn as nn

class Conv2D(nn.Module):
    def __init__(self, kernel_size, in_channels=1, out_channels=1):
        super().__init__()
        self.weight = nn.Parameter(torch.rand(out_channels, in_channels, *kernel_size))
        self.bias = nn.Parameter(torch.zeros(out_channels))

    def forward(self, x):
        h, w = self.weight.shape[-2:]
        return (x.unfold(0, h, 1).unfold(1, w, 1) * self.weight[0, 0]).sum((2, 3)) + self.bias
