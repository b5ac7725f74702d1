# expect: pass
import torch

def batch_norm(x, gamma, beta, running_mean, running_var, training, momentum=0.1, eps=1e-5):
    view = [1, -1] + [1] * (x.ndim - 2)
    axes = [i for i in range(x.ndim) if i != 1]
    rm, rv = running_mean.detach(), running_var.detach()     # buffers: they share memory with the arguments
    if training:
        mean = x.mean(axes, keepdim=True)
        diff = x - mean
        var = diff.square().mean(axes, keepdim=True)
        n = x.numel() // x.size(1)
        rm += momentum * (mean.detach().reshape(-1) - rm)
        rv += momentum * (var.detach().reshape(-1) * n / (n - 1) - rv)
        return diff / (var + eps).sqrt() * gamma.view(view) + beta.view(view)
    return (x - rm.view(view)) / (rv.view(view) + eps).sqrt() * gamma.view(view) + beta.view(view)
