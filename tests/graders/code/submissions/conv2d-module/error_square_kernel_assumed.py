# expect: error square-kernel-assumed
import torch
import torch.nn as nn

class Conv2D(nn.Module):
    def __init__(self, kernel_size):
        super().__init__()
        self.weight = nn.Parameter(torch.rand(kernel_size))
        self.bias = nn.Parameter(torch.zeros(1))

    def forward(self, x):
        k = self.weight.shape[0]
        H, W = x.shape
        Y = x.new_zeros(H - k + 1, W - k + 1)
        for i in range(H - k + 1):
            for j in range(W - k + 1):
                Y[i, j] = (x[i:i + k, j:j + k] * self.weight).sum() + self.bias
        return Y
