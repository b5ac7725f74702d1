# expect: fail nothing-returned
import torch

def layer_norm(x, gamma, beta, eps=1e-5):
    mu = x.mean(-1, keepdim=True)
    var = x.var(-1, keepdim=True, unbiased=False)
    y = gamma * (x - mu) / torch.sqrt(var + eps) + beta
