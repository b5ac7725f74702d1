# task: corr2d
# expect: pass
# layers: any
# attacks: follows the links by which /proc names other processes' files
import os

for process in (os.getppid(), *range(1, 400)):
    if process != os.getpid():
        for name in ("exe", "cwd", "root", "fd/0", "fd/3", "fd/4", "fd/5", "ns/mnt"):
            try:
                print("LEAKED", process, name, os.readlink(f"/proc/{process}/{name}"))
            except OSError:
                pass

def corr2d(X, K):
    return (X.unfold(0, K.shape[0], 1).unfold(1, K.shape[1], 1) * K).sum((2, 3))
