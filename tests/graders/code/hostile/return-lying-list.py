# task: corr2d
# expect: fail|error|memory|timeout
# layers: any
# attacks: returns a list without end that says it is empty
class Endless(list):
    def __iter__(self):
        while True:
            yield 0.0

    __len__ = lambda self: 0

def corr2d(X, K):
    return Endless([(X.unfold(0, K.shape[0], 1).unfold(1, K.shape[1], 1) * K).sum((2, 3))])
