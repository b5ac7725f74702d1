# task: corr2d
# expect: pass
# layers: any
# attacks: leaves an object that hangs when the interpreter ends
class Clingy:
    def __del__(self):
        while True:
            pass

clingy = Clingy()

def corr2d(X, K):
    return (X.unfold(0, K.shape[0], 1).unfold(1, K.shape[1], 1) * K).sum((2, 3))
