# task: corr2d
# expect: pass
# layers: any
# attacks: reads the environment, the memory map and the arguments of every process
import os

for process in ("self", "thread-self", os.getppid(), *range(1, 3000)):
    for name in ("environ", "maps", "cmdline", "mem", "status", "mountinfo", "net/unix", "root/etc/passwd", "cwd/canary.txt"):
        try:
            got = open(f"/proc/{process}/{name}", "rb").read(4096)
            print("LEAKED", process, name, got)
        except (OSError, OverflowError):
            pass

def corr2d(X, K):
    return (X.unfold(0, K.shape[0], 1).unfold(1, K.shape[1], 1) * K).sum((2, 3))
