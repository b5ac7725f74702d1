# task: corr2d
# expect: error
# layers: any
# attacks: sends itself SIGKILL, to be taken for out of memory or the judge's clock
import signal

signal.raise_signal(signal.SIGKILL)

def corr2d(X, K):
    return (X.unfold(0, K.shape[0], 1).unfold(1, K.shape[1], 1) * K).sum((2, 3))
