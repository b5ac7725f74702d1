# task: corr2d
# expect: pass
# layers: any
# attacks: reads every descriptor, in case that the job (or another child's) can be read again
import os

for number in range(3, 1024):
    try:
        os.set_blocking(number, False)
        print("LEAKED", number, os.read(number, 1 << 20))
    except OSError:
        pass

def corr2d(X, K):
    return (X.unfold(0, K.shape[0], 1).unfold(1, K.shape[1], 1) * K).sum((2, 3))
