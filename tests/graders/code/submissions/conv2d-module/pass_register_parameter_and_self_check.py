# expect: pass
import torch
from torch import nn
from torch.nn import functional as F


class Conv2D(nn.Module):
    def __init__(self, kernel_size):
        super().__init__()
        self.register_parameter("weight", nn.Parameter(torch.ones(kernel_size)))
        self.register_parameter("bias", nn.Parameter(torch.ones(1)))

    def forward(self, inputs):
        h, w = self.weight.size()
        rows = [
            torch.stack([torch.sum(inputs[i:i + h, j:j + w] * self.weight) for j in range(inputs.size(1) - w + 1)])
            for i in range(inputs.size(0) - h + 1)
        ]
        return torch.stack(rows).add(self.bias)


if __name__ == "__main__":
    conv = Conv2D((2, 3))
    x = torch.rand(5, 7)
    want = F.conv2d(x[None, None], conv.weight[None, None], conv.bias)[0, 0]
    print(torch.allclose(conv(x), want))
