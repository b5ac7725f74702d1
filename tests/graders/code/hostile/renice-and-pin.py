# task: corr2d
# expect: pass
# layers: any
# attacks: changes priorities, processors and schedulers, its own and its parent's
import os

attacks = (lambda: os.setpriority(os.PRIO_PROCESS, os.getppid(), 19), lambda: os.nice(-20), lambda: os.sched_setaffinity(os.getppid(), {0}),
           lambda: os.sched_setscheduler(0, os.SCHED_FIFO, os.sched_param(50)), lambda: os.setpgid(os.getppid(), 0), lambda: os.setsid())
for attack in attacks:
    try:
        attack()
        print("LEAKED a change")
    except OSError:
        pass

def corr2d(X, K):
    return (X.unfold(0, K.shape[0], 1).unfold(1, K.shape[1], 1) * K).sum((2, 3))
