# expect: fail square-weight
import torch
import torch.nn as nn

class Conv2D(nn.Module):
    def __init__(self, kernel_size):
        super().__init__()
        k = kernel_size[0]
        self.weight = nn.Parameter(torch.rand(k, k))
        self.bias = nn.Parameter(torch.zeros(1))

    def forward(self, x):
        k = min(self.weight.shape[0], *x.shape)
        return (x.unfold(0, k, 1).unfold(1, k, 1) * self.weight[:k, :k]).sum((2, 3)) + self.bias
