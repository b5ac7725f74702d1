# expect: fail over-everything
import torch

def layer_norm(x, gamma, beta, eps=1e-5):
    mu = x.mean()
    var = x.var(unbiased=False)
    return gamma * (x - mu) / torch.sqrt(var + eps) + beta
