# expect: fail multiplied-by-deviation
import torch

def layer_norm(x, gamma, beta, eps=1e-5):
    mu = x.mean(-1, keepdim=True)
    sigma = (x.var(-1, keepdim=True, unbiased=False) + eps) ** 0.5
    return (x - mu) * sigma * gamma + beta
