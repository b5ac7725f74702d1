# expect: pass
import torch

def layerNorm(x, gamma, beta, eps=1e-5):
    # Var[x] = E[x^2] - E[x]^2
    mean = x.mean(dim=-1, keepdim=True)
    var = (x ** 2).mean(dim=-1, keepdim=True) - mean ** 2
    y = (x - mean).div((var + eps).sqrt())
    return y.mul(gamma).add(beta)
