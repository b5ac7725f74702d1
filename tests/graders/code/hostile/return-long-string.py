# task: corr2d
# expect: fail
# layers: any
# attacks: returns a string of 100 MB
def corr2d(X, K):
    return "z" * 100_000_000
