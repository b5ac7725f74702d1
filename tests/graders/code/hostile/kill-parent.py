# task: corr2d
# expect: error
# layers: any
# attacks: kills the zygote
import os, signal

os.kill(os.getppid(), signal.SIGKILL)

def corr2d(X, K):
    return (X.unfold(0, K.shape[0], 1).unfold(1, K.shape[1], 1) * K).sum((2, 3))
