# expect: forbidden
import torch.nn as nn

def layer_norm(x, gamma, beta, eps=1e-5):
    ln = nn.LayerNorm(x.shape[-1], eps=eps).to(x.dtype)
    ln.weight.data, ln.bias.data = gamma, beta
    return ln(x)
