# task: corr2d
# expect: fail
# layers: any
# attacks: returns a float that equals everything
class Equal(float):
    __eq__ = __le__ = __ge__ = lambda self, other: True
    __ne__ = __lt__ = __gt__ = lambda self, other: False
    __sub__ = __rsub__ = __abs__ = lambda self, *other: Equal(0)
    __hash__ = float.__hash__

def corr2d(X, K):
    return Equal(0)
