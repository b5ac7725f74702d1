# expect: pass
import torch
from torch import nn

class Conv2D(nn.Module):
    def __init__(self, kernel_size):
        super().__init__()
        self.weight = nn.Parameter(torch.rand(kernel_size))
        self.bias = nn.Parameter(torch.zeros(1))

    def forward(self, x):
        h, w = self.weight.shape
        y = torch.zeros(x.shape[0] - h + 1, x.shape[1] - w + 1).to(x.dtype)
        for i in range(y.shape[0]):
            for j in range(y.shape[1]):
                y[i, j] = torch.sum(x[i: i + h, j: j + w] * self.weight)
        y += self.bias
        return y

# 边缘检测
X = torch.ones((6, 8))
X[:, 2:6] = 0
net = Conv2D(kernel_size=(1, 2))
for step in range(3):
    loss = ((net(X) - (X[:, :-1] - X[:, 1:])) ** 2).sum()
    net.zero_grad()
    loss.backward()
    net.weight.data[:] -= 3e-2 * net.weight.grad
    print(f"step {step}, loss {loss.item():.3f}")
