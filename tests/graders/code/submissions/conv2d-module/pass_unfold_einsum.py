# expect: pass
import torch
from torch import nn, Tensor

class Conv2D(nn.Module):
    weight: nn.Parameter
    bias: nn.Parameter

    def __init__(self, kernel_size: tuple[int, int]) -> None:
        super().__init__()
        self.weight = nn.Parameter(torch.empty(*kernel_size))
        self.bias = nn.Parameter(torch.zeros(1))
        nn.init.kaiming_uniform_(self.weight)

    def forward(self, x: Tensor) -> Tensor:
        h, w = self.weight.shape
        return torch.einsum("ijhw,hw->ij", x.unfold(0, h, 1).unfold(1, w, 1), self.weight) + self.bias
