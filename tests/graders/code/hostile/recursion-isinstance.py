# task: corr2d
# expect: error
# layers: any
# attacks: a tuple of tuples as the second argument of isinstance
nested = int
for _ in range(100_000):
    nested = (nested,)
isinstance("x", nested)

def corr2d(X, K):
    return (X.unfold(0, K.shape[0], 1).unfold(1, K.shape[1], 1) * K).sum((2, 3))
