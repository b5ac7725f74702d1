# task: corr2d
# expect: error
# layers: any
# attacks: recursion without end
def corr2d(X, K):
    return corr2d(X, K)
