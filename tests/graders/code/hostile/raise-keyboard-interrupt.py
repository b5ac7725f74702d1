# task: corr2d
# expect: error
# layers: any
# attacks: raises KeyboardInterrupt
def corr2d(X, K):
    raise KeyboardInterrupt
