# task: corr2d
# expect: pass
# layers: any
# attacks: becomes a daemon that outlives its parent, to hold the pipes open
import os, time

try:
    if os.fork() == 0:
        os.setsid()
        if os.fork() == 0:
            print("LEAKED a daemon", flush=True)
            time.sleep(60)
        os._exit(0)
except OSError:
    pass

def corr2d(X, K):
    return (X.unfold(0, K.shape[0], 1).unfold(1, K.shape[1], 1) * K).sum((2, 3))
