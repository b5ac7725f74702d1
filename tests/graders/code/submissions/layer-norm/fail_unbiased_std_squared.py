# expect: fail unbiased-variance
import torch

def layer_norm(x, gamma, beta, eps=1e-5):
    mean = x.mean(dim=-1, keepdim=True)
    std = x.std(dim=-1, keepdim=True)
    return gamma * (x - mean) / (std ** 2 + eps).sqrt() + beta
