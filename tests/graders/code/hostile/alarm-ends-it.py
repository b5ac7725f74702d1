# task: corr2d
# expect: error
# layers: any
# attacks: has itself killed by an alarm, to be taken for the judge's own clock
import signal

signal.setitimer(signal.ITIMER_REAL, 0.05)
while True:
    pass

def corr2d(X, K):
    return (X.unfold(0, K.shape[0], 1).unfold(1, K.shape[1], 1) * K).sum((2, 3))
