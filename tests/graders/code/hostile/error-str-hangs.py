# task: corr2d
# expect: timeout
# layers: any
# attacks: an exception whose text never comes
class Evil(ValueError):
    def __str__(self):
        while True:
            pass

def corr2d(X, K):
    raise Evil("message")
