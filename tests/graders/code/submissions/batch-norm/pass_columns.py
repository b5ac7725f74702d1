# expect: pass
import torch

def batch_norm(x, gamma, beta, running_mean, running_var, training, momentum=0.1, eps=1e-5):
    C = x.shape[1]
    flat = x.transpose(0, 1).reshape(C, -1)          # (C, N*H*W)
    if training:
        mu, sigma2 = flat.mean(1), flat.var(1, unbiased=False)
        running_mean[:] = (1 - momentum) * running_mean + momentum * mu
        running_var[:] = (1 - momentum) * running_var + momentum * flat.var(1)
    else:
        mu, sigma2 = running_mean, running_var
    out = (flat - mu[:, None]) * (sigma2[:, None] + eps).rsqrt() * gamma[:, None] + beta[:, None]
    return out.reshape(C, x.shape[0], *x.shape[2:]).transpose(0, 1)
