# task: corr2d
# expect: timeout
# layers: any
# attacks: replaces standard output by an object whose flush never returns
import sys

class Stuck:
    def write(self, text):
        return len(text)

    def flush(self):
        while True:
            pass

sys.stdout = Stuck()

def corr2d(X, K):
    return (X.unfold(0, K.shape[0], 1).unfold(1, K.shape[1], 1) * K).sum((2, 3))
