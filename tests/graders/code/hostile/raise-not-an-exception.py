# task: corr2d
# expect: error
# layers: any
# attacks: raises a number
def corr2d(X, K):
    raise 7
