# task: corr2d
# expect: fail
# layers: any
# attacks: yields instead of returning
def corr2d(X, K):
    yield (X.unfold(0, K.shape[0], 1).unfold(1, K.shape[1], 1) * K).sum((2, 3))
