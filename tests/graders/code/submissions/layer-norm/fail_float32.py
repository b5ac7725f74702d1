# expect: fail wrong-dtype
import torch

def layer_norm(x, gamma, beta, eps=1e-5):
    x = x.float()
    mu = x.mean(-1, keepdim=True)
    var = x.var(-1, keepdim=True, unbiased=False)
    return gamma.float() * (x - mu) / torch.sqrt(var + eps) + beta.float()
