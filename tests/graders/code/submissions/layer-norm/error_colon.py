# expect: error syntax-error
def layer_norm(x, gamma, beta, eps=1e-5)
    mean = x.mean(-1, keepdim=True)
    return gamma * (x - mean) / (x.var(-1, keepdim=True, unbiased=False) + eps).sqrt() + beta
