# expect: pass
import torch
import torch.nn as nn
import torch.nn.functional as F

class Conv2D(nn.Module):
    def __init__(self, kernel_size):
        super().__init__()
        self.kernel_size = kernel_size
        self.weight = nn.Parameter(torch.zeros(kernel_size))
        self.bias = nn.Parameter(torch.zeros(1))

    def forward(self, x):
        h, w = self.kernel_size
        cols = F.unfold(x[None, None], self.kernel_size)[0]
        y = self.weight.flatten() @ cols + self.bias
        return y.reshape(x.shape[0] - h + 1, x.shape[1] - w + 1)
