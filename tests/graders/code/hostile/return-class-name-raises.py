# task: corr2d
# expect: fail|error
# layers: any
# attacks: returns an object the name of whose class cannot be asked for
class Nameless(type):
    __name__ = property(lambda cls: 1 // 0)

class Thing(metaclass=Nameless):
    pass

def corr2d(X, K):
    return Thing()
