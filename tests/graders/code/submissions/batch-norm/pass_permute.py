# expect: pass
import torch

def batch_norm(x, gamma, beta, running_mean, running_var, training, momentum=0.1, eps=1e-5):
    is_image = x.dim() == 4
    h = x.permute(0, 2, 3, 1) if is_image else x     # channels last: everything broadcasts
    if training:
        axes = tuple(range(h.dim() - 1))
        mean = h.mean(axes)
        var = h.var(axes, correction=0)
        with torch.no_grad():
            running_mean *= 1 - momentum
            running_mean += momentum * mean
            running_var *= 1 - momentum
            running_var += momentum * h.var(axes)
    else:
        mean, var = running_mean, running_var
    y = (h - mean) / (var + eps) ** 0.5 * gamma + beta
    return y.permute(0, 3, 1, 2) if is_image else y
