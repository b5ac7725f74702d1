# task: corr2d
# expect: error
# layers: any
# attacks: recursion through C code, after raising the limit: the stack overflows
import sys

sys.setrecursionlimit(2**31 - 1)

class Deep:
    def __repr__(self):
        return "%r" % self

def corr2d(X, K):
    return repr(Deep())
