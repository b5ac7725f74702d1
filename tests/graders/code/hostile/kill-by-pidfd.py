# task: corr2d
# expect: pass
# layers: any
# attacks: names processes by descriptors, to kill them through these
import os, signal

for target in (os.getppid(), 1, *range(2, 2000)):
    try:
        handle = os.pidfd_open(target)
        print("LEAKED a process descriptor", target)
        signal.pidfd_send_signal(handle, 0)
    except OSError:
        pass

def corr2d(X, K):
    return (X.unfold(0, K.shape[0], 1).unfold(1, K.shape[1], 1) * K).sum((2, 3))
