# task: corr2d
# expect: memory
# layers: any
# attacks: maps anonymous memory, which fails with an OSError (ENOMEM)
import mmap

def corr2d(X, K):
    hoard = []
    while True:
        hoard.append(mmap.mmap(-1, 1 << 26))
        hoard[-1].write(bytes(1 << 20))
