# expect: forbidden
import torch
op = getattr(torch, 'layer' + '_norm')

def layer_norm(x, gamma, beta, eps=1e-5):
    return op(x, x.shape[-1:], gamma, beta, eps)
