# task: corr2d
# expect: error|pass
# layers: any
# attacks: replaces standard output by an object whose flush raises what no `except Exception` catches
import sys

class Raising:
    def write(self, text):
        raise KeyboardInterrupt

    def flush(self):
        raise KeyboardInterrupt

sys.stdout = sys.stderr = Raising()

def corr2d(X, K):
    return (X.unfold(0, K.shape[0], 1).unfold(1, K.shape[1], 1) * K).sum((2, 3))
