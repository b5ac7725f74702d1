# task: corr2d
# expect: error
# layers: any
# attacks: raises an exception that is its own cause
def corr2d(X, K):
    error = ValueError('x')
    error.__cause__ = error.__context__ = error
    raise error
