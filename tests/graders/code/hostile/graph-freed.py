# task: corr2d
# expect: fail
# layers: any
# attacks: runs backward itself, so that the judge's would be the second
def corr2d(X, K):
    Y = (X.unfold(0, K.shape[0], 1).unfold(1, K.shape[1], 1) * K).sum((2, 3))
    if Y.requires_grad:
        Y.sum().backward()
    return Y
