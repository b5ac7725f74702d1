# task: corr2d
# expect: pass|error
# layers: any
# attacks: an audit hook that ends the process at the next event
import os, sys

def corr2d(X, K):
    return (X.unfold(0, K.shape[0], 1).unfold(1, K.shape[1], 1) * K).sum((2, 3))

sys.addaudithook(lambda event, arguments: os._exit(0))
