# task: corr2d
# expect: timeout
# layers: any
# attacks: an exception that hangs when it is let go
class Evil(ValueError):
    def __del__(self):
        while True:
            pass

def corr2d(X, K):
    raise Evil("message")
