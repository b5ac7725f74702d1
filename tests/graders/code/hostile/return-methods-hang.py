# task: corr2d
# expect: fail
# layers: any
# attacks: returns an object every method of which hangs
class Stuck:
    def hang(self, *args):
        while True:
            pass

    __eq__ = __ne__ = __repr__ = __str__ = __float__ = __index__ = __len__ = __iter__ = __hash__ = __array__ = __reduce_ex__ = hang

def corr2d(X, K):
    return Stuck()
