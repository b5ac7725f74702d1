# expect: fail eps-as-minimum
import torch

def layer_norm(x, gamma, beta, eps=1e-5):
    mean = x.mean(-1, keepdim=True)
    var = x.var(-1, keepdim=True, unbiased=False)
    return (x - mean) / var.clamp(min=eps).sqrt() * gamma + beta
