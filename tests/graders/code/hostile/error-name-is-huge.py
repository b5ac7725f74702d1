# task: corr2d
# expect: error
# layers: any
# attacks: an exception whose type has a name of 10 MB
def corr2d(X, K):
    raise type(("E" + "`" * 3 + "{0}") * 1_000_000, (Exception,), {})("message")
