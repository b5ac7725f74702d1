# task: corr2d
# expect: pass
# layers: any
# attacks: the entry is an object whose every attribute exists
class Everything:
    def __call__(self, X, K):
        return (X.unfold(0, K.shape[0], 1).unfold(1, K.shape[1], 1) * K).sum((2, 3))

    def __getattr__(self, name):
        return self

corr2d = Everything()
