# task: corr2d
# expect: error
# layers: any
# attacks: an exception whose text ends the process
class Evil(ValueError):
    def __str__(self):
        import os
        os._exit(0)

def corr2d(X, K):
    raise Evil("message")
