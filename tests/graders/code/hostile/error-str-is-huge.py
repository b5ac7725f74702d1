# task: corr2d
# expect: error
# layers: any
# attacks: an exception whose text has 100 MB
class Evil(ValueError):
    __str__ = lambda self: '\n{0}`' * 25_000_000

def corr2d(X, K):
    raise Evil("message")
