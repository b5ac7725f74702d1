# expect: forbidden
import torch
from torch import nn

class Conv2D(nn.Module):
    def __init__(self, kernel_size):
        super().__init__()
        self.conv = nn.Conv2d(1, 1, kernel_size)
        self.weight = self.conv.weight
        self.bias = self.conv.bias

    def forward(self, x):
        return self.conv(x.unsqueeze(0).unsqueeze(0)).squeeze()
