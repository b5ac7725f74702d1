# task: corr2d
# expect: error
# layers: any
# attacks: raises TimeoutError by hand, to be taken for the judge's own clock
def corr2d(X, K):
    raise TimeoutError("Time is up")
