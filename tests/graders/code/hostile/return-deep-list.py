# task: corr2d
# expect: fail
# layers: any
# attacks: returns a list a hundred thousand levels deep
def corr2d(X, K):
    value = 0.0
    for _ in range(100_000):
        value = [value]
    return value
