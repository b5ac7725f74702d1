# task: corr2d
# expect: error
# layers: any
# attacks: an exception whose text is a number
class Evil(ValueError):
    __str__ = __repr__ = lambda self: 7

def corr2d(X, K):
    raise Evil("message")
