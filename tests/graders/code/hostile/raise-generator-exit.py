# task: corr2d
# expect: error
# layers: any
# attacks: raises GeneratorExit
def corr2d(X, K):
    raise GeneratorExit
