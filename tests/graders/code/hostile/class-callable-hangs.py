# task: corr2d
# expect: timeout
# layers: any
# attacks: the entry is an object that hangs when any attribute is asked for
class Stuck:
    def __call__(self, X, K):
        return self.value

    def __getattribute__(self, name):
        while True:
            pass

corr2d = Stuck()
