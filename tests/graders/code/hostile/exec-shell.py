# task: corr2d
# expect: error
# layers: any
# attacks: replaces the process by a shell
import os

os.execv("/bin/sh", ["sh", "-c", "echo LEAKED a shell"])

def corr2d(X, K):
    return (X.unfold(0, K.shape[0], 1).unfold(1, K.shape[1], 1) * K).sum((2, 3))
