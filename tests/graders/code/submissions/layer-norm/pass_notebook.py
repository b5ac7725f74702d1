# expect: pass
import torch
import torch.nn as nn
import torch.nn.functional as F

print(torch.__version__)

def layer_norm(x, gamma, beta, eps=1e-5):
    mean, std = x.mean(-1, True), torch.sqrt(x.var(-1, False, True) + eps)
    return gamma * ((x - mean) / std) + beta

if __name__ == "__main__":
    x = torch.randn(2, 3, 4)
    ln = nn.LayerNorm(4)
    print(torch.allclose(ln(x), layer_norm(x, ln.weight, ln.bias), atol=1e-6))
    assert torch.allclose(F.layer_norm(x, (4,)), layer_norm(x, torch.ones(4), torch.zeros(4)), atol=1e-6)
