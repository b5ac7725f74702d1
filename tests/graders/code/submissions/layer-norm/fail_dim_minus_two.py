# expect: fail over-second-to-last
import torch

def layer_norm(x, gamma, beta, eps=1e-5):
    d = -2 if x.dim() > 1 else -1
    mu = x.mean(d, keepdim=True)
    var = x.var(d, keepdim=True, unbiased=False)
    return gamma * (x - mu) / torch.sqrt(var + eps) + beta
