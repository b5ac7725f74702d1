# expect: error raised
import torch

def layer_norm(x, gamma, beta, eps=1e-5):
    mu = x.mean(-1)
    var = x.var(-1, unbiased=False)
    return gamma * (x - mu) / torch.sqrt(var + eps) + beta
