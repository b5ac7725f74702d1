# expect: pass
def layer_norm(x, gamma, beta, eps=1e-5):
    D = x.shape[-1]
    mu = x.sum(dim=-1, keepdim=True) / D
    xc = x - mu
    sigma2 = (xc * xc).sum(dim=-1, keepdim=True) / D
    return gamma * xc * (sigma2 + eps) ** -0.5 + beta
