# task: corr2d
# expect: fail
# layers: any
# attacks: returns a million numbers in nested lists
def corr2d(X, K):
    return [[0.0] * 1000 for _ in range(1000)]
