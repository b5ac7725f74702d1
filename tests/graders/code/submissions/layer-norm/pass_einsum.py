# expect: pass
import torch

def center(x):
    return x - torch.einsum('...d->...', x)[..., None] / x.size(-1)

def layer_norm(x, gamma, beta, eps=1e-5):
    c = center(x)
    var = torch.einsum('...d,...d->...', c, c) / x.size(-1)
    return torch.einsum('...d,d->...d', c / (var[..., None] + eps).sqrt(), gamma) + beta
