# task: corr2d
# expect: pass
# layers: any
# attacks: lowers the limits of its parent, so that it can open no file, take no memory and gets no time
import os, resource

for target in (os.getppid(), 1):
    for limit in (resource.RLIMIT_NOFILE, resource.RLIMIT_AS, resource.RLIMIT_CPU):
        try:
            print("LEAKED the limits of another process", resource.prlimit(target, limit))
            if target != 1:
                resource.prlimit(target, limit, (0, 0))
        except (OSError, ValueError):
            pass

def corr2d(X, K):
    return (X.unfold(0, K.shape[0], 1).unfold(1, K.shape[1], 1) * K).sum((2, 3))
