# task: corr2d
# expect: fail
# layers: any
# attacks: keeps its results and the inputs, and overwrites them with each next call
kept = []

def corr2d(X, K):
    for tensor in kept:
        tensor.data.zero_()
    Y = (X.unfold(0, K.shape[0], 1).unfold(1, K.shape[1], 1) * K).sum((2, 3))
    kept.extend([X, K])
    Y.data.mul_(1 + 1e-3)
    return Y
