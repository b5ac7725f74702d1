# task: corr2d
# expect: error
# layers: any
# attacks: an exception whose text raises
class Evil(ValueError):
    def __str__(self):
        raise SystemExit(0)

def corr2d(X, K):
    raise Evil("message")
