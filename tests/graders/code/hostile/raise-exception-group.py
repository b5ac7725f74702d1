# task: corr2d
# expect: error
# layers: any
# attacks: raises a thousand exceptions in each other
def corr2d(X, K):
    error = ValueError('x')
    for _ in range(1000):
        error = ExceptionGroup('group', [error])
    raise error
