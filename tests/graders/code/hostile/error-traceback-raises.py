# task: corr2d
# expect: error
# layers: any
# attacks: an exception whose traceback cannot be asked for
class Evil(ValueError):
    __traceback__ = property(lambda self: 1 // 0)

def corr2d(X, K):
    raise Evil("message")
