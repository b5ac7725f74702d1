# expect: fail input-changed
import torch

def layer_norm(x, gamma, beta, eps=1e-5):
    mu = x.mean(-1, keepdim=True)
    var = x.var(-1, keepdim=True, unbiased=False)
    x -= mu
    x /= torch.sqrt(var + eps)
    return gamma * x + beta
