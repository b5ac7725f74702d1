# task: corr2d
# expect: fail|timeout
# layers: any
# attacks: returns a hundred thousand tensors
def corr2d(X, K):
    return [(X.unfold(0, K.shape[0], 1).unfold(1, K.shape[1], 1) * K).sum((2, 3))] * 100_000
