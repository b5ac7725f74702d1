# task: corr2d
# expect: error
# layers: any
# attacks: an exception whose type has no name
class Nameless(type):
    __name__ = property(lambda cls: 1 // 0)

class Evil(Exception, metaclass=Nameless):
    pass

def corr2d(X, K):
    raise Evil
