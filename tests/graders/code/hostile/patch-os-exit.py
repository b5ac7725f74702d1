# task: corr2d
# expect: pass
# layers: any
# attacks: replaces os._exit, so that the child returns into the code of its parent
import os, sys

os._exit = sys.exit = os.abort = lambda *args: None

def corr2d(X, K):
    return (X.unfold(0, K.shape[0], 1).unfold(1, K.shape[1], 1) * K).sum((2, 3))
