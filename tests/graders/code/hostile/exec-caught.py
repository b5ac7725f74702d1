# task: corr2d
# expect: pass
# layers: any
# attacks: replaces the process by anything that might be executable
import os, sys

for program in ("/bin/sh", "/usr/bin/env", "/bin/busybox", sys.executable, "/proc/self/exe", "/lib64/ld-linux-x86-64.so.2", "/dev/fd/1"):
    try:
        os.execve(program, [program, "-c", "print('LEAKED by exec')"], {})
    except OSError:
        pass

def corr2d(X, K):
    return (X.unfold(0, K.shape[0], 1).unfold(1, K.shape[1], 1) * K).sum((2, 3))
