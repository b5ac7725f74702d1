# task: corr2d
# expect: timeout
# layers: any
# attacks: returns an object that hangs when it is let go
class Clingy:
    def __del__(self):
        while True:
            pass

def corr2d(X, K):
    return Clingy()
