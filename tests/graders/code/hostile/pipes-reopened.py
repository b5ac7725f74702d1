# task: corr2d
# expect: pass|error
# layers: any
# attacks: opens its pipes again for the other direction (Landlock permits it: they are its own), to forge and to read
import os

for number in (0, 1, 3, 4):
    for mode in (os.O_RDONLY, os.O_RDWR, os.O_WRONLY):
        for name in (f"/proc/self/fd/{number}", f"/dev/fd/{number}"):
            try:
                again = os.open(name, mode | os.O_NONBLOCK)
                print("read", os.read(again, 10))
            except OSError:
                pass

def corr2d(X, K):
    return (X.unfold(0, K.shape[0], 1).unfold(1, K.shape[1], 1) * K).sum((2, 3))
