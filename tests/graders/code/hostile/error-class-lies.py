# task: corr2d
# expect: error|memory
# layers: any
# attacks: an exception whose class says that it is MemoryError
class Evil(ValueError):
    __class__ = MemoryError

def corr2d(X, K):
    raise Evil("message")
