# expect: fail sum-reset-per-row
import torch
import torch.nn as nn

class Conv2D(nn.Module):
    def __init__(self, kernel_size):
        super().__init__()
        self.weight = nn.Parameter(torch.rand(kernel_size))
        self.bias = nn.Parameter(torch.zeros(1))

    def forward(self, x):
        h, w = self.weight.shape
        rows = []
        for i in range(x.shape[0] - h + 1):
            s, row = 0, []
            for j in range(x.shape[1] - w + 1):
                s = s + torch.sum(x[i:i + h, j:j + w] * self.weight)
                row.append(s)
            rows.append(torch.stack(row))
        return torch.stack(rows) + self.bias
