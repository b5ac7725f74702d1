# task: corr2d
# expect: pass
# layers: any
# attacks: opens devices beyond the harmless ones
import os

for path in ("/dev/mem", "/dev/kmem", "/dev/kmsg", "/dev/tty", "/dev/console", "/dev/sda", "/dev/vda", "/dev/fuse", "/dev/kvm", "/dev/ptmx"):
    for flags in (os.O_RDONLY, os.O_RDWR, os.O_WRONLY):
        try:
            print("LEAKED", path, os.open(path, flags | os.O_NONBLOCK))
        except OSError:
            pass

def corr2d(X, K):
    return (X.unfold(0, K.shape[0], 1).unfold(1, K.shape[1], 1) * K).sum((2, 3))
