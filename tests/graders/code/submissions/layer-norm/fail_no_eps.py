# expect: fail eps-missing
import torch

def layer_norm(x, gamma, beta, eps=1e-5):
    mean = x.mean(-1, keepdim=True)
    var = x.var(-1, keepdim=True, unbiased=False)
    x_hat = (x - mean) / torch.sqrt(var)
    return x_hat * gamma + beta
