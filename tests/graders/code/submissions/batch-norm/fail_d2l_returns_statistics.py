# expect: fail statistics-returned
import torch

def batch_norm(X, gamma, beta, moving_mean, moving_var, training, momentum=0.1, eps=1e-5):
    shape = (1, -1) if X.dim() == 2 else (1, -1, 1, 1)
    if not training:
        X_hat = (X - moving_mean.view(shape)) / torch.sqrt(moving_var.view(shape) + eps)
    else:
        if len(X.shape) == 2:
            mean = X.mean(dim=0)
            var = ((X - mean) ** 2).mean(dim=0)
        else:
            mean = X.mean(dim=(0, 2, 3))
            var = ((X - mean.view(shape)) ** 2).mean(dim=(0, 2, 3))
        X_hat = (X - mean.view(shape)) / torch.sqrt(var.view(shape) + eps)
        moving_mean = (1.0 - momentum) * moving_mean + momentum * mean
        moving_var = (1.0 - momentum) * moving_var + momentum * var
    Y = gamma.view(shape) * X_hat + beta.view(shape)
    return Y, moving_mean.data, moving_var.data
