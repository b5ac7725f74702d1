# expect: pass
def batch_norm(x, gamma, beta, running_mean, running_var, training, momentum=0.1, eps=1e-5):
    import torch
    channels = []
    for c in range(x.shape[1]):
        xc = x[:, c]
        if training:
            m, v = xc.mean(), xc.var(unbiased=False)
            n = xc.numel()
            running_mean.data[c] += momentum * (m.item() - running_mean.data[c])
            running_var.data[c] += momentum * (v.item() * n / (n - 1) - running_var.data[c])
        else:
            m, v = running_mean[c], running_var[c]
        channels.append((xc - m) / torch.sqrt(v + eps) * gamma[c] + beta[c])
    return torch.stack(channels, dim=1)
