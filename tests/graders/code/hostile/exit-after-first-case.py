# task: corr2d
# expect: error
# layers: any
# attacks: answers the first case, ends the process at the second
import os

calls = []

def corr2d(X, K):
    calls.append(1)
    if len(calls) > 1:
        os._exit(0)
    return (X.unfold(0, K.shape[0], 1).unfold(1, K.shape[1], 1) * K).sum((2, 3))
