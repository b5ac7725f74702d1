# task: corr2d
# expect: pass
# layers: any
# attacks: closes standard output and standard error, then answers
import os, sys

print("into the buffer")
os.close(1)
os.close(2)

def corr2d(X, K):
    return (X.unfold(0, K.shape[0], 1).unfold(1, K.shape[1], 1) * K).sum((2, 3))
