# expect: fail mean-not-subtracted
import torch

def layer_norm(x, gamma, beta, eps=1e-5):
    var = x.var(-1, keepdim=True, unbiased=False)
    return x / torch.sqrt(var + eps) * gamma + beta
