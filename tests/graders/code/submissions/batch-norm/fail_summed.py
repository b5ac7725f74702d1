# expect: fail running-summed
import torch

def batch_norm(x, gamma, beta, running_mean, running_var, training, momentum=0.1, eps=1e-5):
    dims = (0,) if x.dim() == 2 else (0, 2, 3)
    shape = (1, -1) + (1,) * (x.dim() - 2)
    n = x.numel() / x.shape[1]
    g, b = gamma.view(shape), beta.view(shape)
    if training:
        mean = x.mean(dims, keepdim=True)
        var = x.var(dims, unbiased=False, keepdim=True)
        with torch.no_grad():
            running_mean += mean.reshape(-1)
            running_var += var.reshape(-1)
    else:
        mean, var = running_mean.view(shape), running_var.view(shape)
    x_hat = (x - mean) / torch.sqrt(var + eps)
    return g * x_hat + b
