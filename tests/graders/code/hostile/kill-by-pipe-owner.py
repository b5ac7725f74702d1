# task: corr2d
# expect: pass
# layers: any
# attacks: makes its parent the owner of a pipe, with SIGKILL as the signal that news of it sends
import fcntl, os

reading, writing = os.pipe()
for target in (os.getppid(),):
    try:
        fcntl.fcntl(reading, fcntl.F_SETOWN, target)
        fcntl.fcntl(reading, 10, 9)  # F_SETSIG, SIGKILL
        fcntl.fcntl(reading, fcntl.F_SETFL, fcntl.fcntl(reading, fcntl.F_GETFL) | fcntl.FASYNC | os.O_NONBLOCK)
        os.write(writing, b"x")
    except OSError:
        pass

def corr2d(X, K):
    return (X.unfold(0, K.shape[0], 1).unfold(1, K.shape[1], 1) * K).sum((2, 3))
