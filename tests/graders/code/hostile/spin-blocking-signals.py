# task: corr2d
# expect: timeout
# layers: any
# attacks: blocks all signals, then spins
import signal

signal.pthread_sigmask(signal.SIG_BLOCK, signal.valid_signals())

def corr2d(X, K):
    while True:
        pass
