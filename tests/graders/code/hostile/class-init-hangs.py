# task: corr2d
# expect: timeout
# layers: any
# attacks: a Solution whose constructor never returns
class Solution:
    def __init__(self):
        while True:
            pass

    def corr2d(self, X, K):
        return X
