# expect: pass running-var-biased
import torch
import torch.nn as nn

print("BatchNorm from scratch")

def update(running, value, momentum):
    running.data = (1 - momentum) * running.data + momentum * value.data

def batch_norm(X, gamma, beta, moving_mean, moving_var, training, momentum=0.1, eps=1e-5):
    shape = (1, X.shape[1]) + (1,) * (len(X.shape) - 2)
    if not training:
        X_hat = (X - moving_mean.reshape(shape)) / torch.sqrt(moving_var.reshape(shape) + eps)
    else:
        assert len(X.shape) in (2, 4)
        if len(X.shape) == 2:
            mean = X.mean(dim=0, keepdim=True)
            var = ((X - mean) ** 2).mean(dim=0, keepdim=True)
        else:
            mean = X.mean(dim=(0, 2, 3), keepdim=True)
            var = ((X - mean) ** 2).mean(dim=(0, 2, 3), keepdim=True)
        X_hat = (X - mean) / torch.sqrt(var + eps)
        update(moving_mean, mean.flatten(), momentum)
        update(moving_var, var.flatten(), momentum)
    return gamma.reshape(shape) * X_hat + beta.reshape(shape)

if __name__ == "__main__":
    bn = nn.BatchNorm2d(3)
    x = torch.randn(4, 3, 5, 5)
    rm, rv = torch.zeros(3), torch.ones(3)
    y = batch_norm(x, bn.weight, bn.bias, rm, rv, True)
    print((y - bn(x)).abs().max())
    print((rm - bn.running_mean).abs().max())
