# task: corr2d
# expect: error
# layers: any
# attacks: raises StopIteration, which ends loops silently
def corr2d(X, K):
    raise StopIteration((X.unfold(0, K.shape[0], 1).unfold(1, K.shape[1], 1) * K).sum((2, 3)))
