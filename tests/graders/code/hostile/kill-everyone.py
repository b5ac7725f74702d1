# task: corr2d
# expect: pass
# layers: any
# attacks: asks whether it may signal its parent, its group, everyone and many process numbers (signal 0 harms nobody)
import os, signal

own = os.getpid()
for target in (os.getppid(), 0, -1, -os.getpgrp(), 1, *(number for number in range(2, 5000) if number != own)):
    for number in (0, signal.SIGCONT):
        try:
            os.kill(target, number)
            print("LEAKED a signal to", target)
        except OSError:
            pass

def corr2d(X, K):
    return (X.unfold(0, K.shape[0], 1).unfold(1, K.shape[1], 1) * K).sum((2, 3))
