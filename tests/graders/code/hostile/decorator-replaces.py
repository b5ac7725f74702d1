# task: corr2d
# expect: fail
# layers: any
# attacks: a decorator puts another function in the entry's place
def decorate(function):
    return lambda X, K: X.sum() * K.sum()

@decorate
def corr2d(X, K):
    return (X.unfold(0, K.shape[0], 1).unfold(1, K.shape[1], 1) * K).sum((2, 3))
