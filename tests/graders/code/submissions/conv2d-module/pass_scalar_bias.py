# expect: pass
import torch
from torch import nn

class Conv2d(nn.Module):
    def __init__(self, kernel_size):
        super().__init__()
        self.weight = nn.Parameter(torch.rand(*kernel_size))
        self.bias = nn.Parameter(torch.tensor(0.0))

    def forward(self, x):
        h, w = self.weight.shape
        windows = x.unfold(0, h, 1).unfold(1, w, 1)
        return (windows * self.weight).sum(dim=(2, 3)) + self.bias
