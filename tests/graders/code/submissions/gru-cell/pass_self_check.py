# expect: pass
import torch
from torch import nn

def sigmoid(x):
    return 1.0 / (1.0 + (-x).exp())

def gruCell(x, h, W_ih, W_hh, b_ih, b_hh):
    gi = torch.addmm(b_ih, x, W_ih.t()).view(x.size(0), 3, -1)
    gh = torch.addmm(b_hh, h, W_hh.t()).view(x.size(0), 3, -1)
    r, z = sigmoid(gi[:, 0] + gh[:, 0]), sigmoid(gi[:, 1] + gh[:, 1])
    n = (gi[:, 2] + r * gh[:, 2]).tanh()
    return (1 - z).mul(n).add(z.mul(h))

if __name__ == '__main__':
    cell = nn.GRUCell(4, 3)
    x, h = torch.randn(2, 4), torch.randn(2, 3)
    assert torch.allclose(cell(x, h), gruCell(x, h, cell.weight_ih, cell.weight_hh, cell.bias_ih, cell.bias_hh), atol=1e-6)
