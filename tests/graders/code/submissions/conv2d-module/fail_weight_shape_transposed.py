# expect: fail weight-shape-transposed
import torch
import torch.nn as nn

class Conv2D(nn.Module):
    def __init__(self, kernel_size):
        super().__init__()
        h, w = kernel_size
        self.weight = nn.Parameter(torch.rand(w, h))
        self.bias = nn.Parameter(torch.zeros(1))

    def forward(self, x):
        k = self.weight.T
        return torch.einsum("ijab,ab->ij", x.unfold(0, k.shape[0], 1).unfold(1, k.shape[1], 1), k) + self.bias
