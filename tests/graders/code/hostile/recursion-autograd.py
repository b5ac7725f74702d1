# task: corr2d
# expect: pass
# layers: any
# attacks: a graph five thousand operations deep, which backward and its end walk
def corr2d(X, K):
    Y = (X.unfold(0, K.shape[0], 1).unfold(1, K.shape[1], 1) * K).sum((2, 3))
    if Y.requires_grad:
        for _ in range(5_000):
            Y = Y + 0.0
    return Y
