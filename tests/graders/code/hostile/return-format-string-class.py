# task: corr2d
# expect: fail
# layers: any
# attacks: returns an object of a class whose name is a format string
def corr2d(X, K):
    return type("{0.__class__.__init__.__globals__} %s%n {case} \n@everyone" + "`" * 3, (), {})()
