# task: corr2d
# expect: error
# layers: any
# attacks: an exception whose text is made of itself
class Evil(ValueError):
    __str__ = lambda self: f'{self}!'

def corr2d(X, K):
    raise Evil("message")
