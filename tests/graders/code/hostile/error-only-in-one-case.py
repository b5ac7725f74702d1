# task: corr2d
# expect: error|fail
# layers: any
# attacks: raises only where the gradient is wanted, and answers wrongly elsewhere
def corr2d(X, K):
    if X.requires_grad:
        raise ValueError("not with gradients")
    return X
