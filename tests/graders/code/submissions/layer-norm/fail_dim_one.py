# expect: fail over-second
import torch

def layer_norm(x, gamma, beta, eps=1e-5):
    d = 1 if x.dim() > 1 else 0
    mu = x.mean(d, keepdim=True)
    var = x.var(d, keepdim=True, unbiased=False)
    return gamma * (x - mu) / torch.sqrt(var + eps) + beta
