# task: corr2d
# expect: error
# layers: any
# attacks: writes garbage to every descriptor
import os

for number in range(3, 64):
    try:
        os.write(number, b"\xff" * 4096)
    except OSError:
        pass

def corr2d(X, K):
    return (X.unfold(0, K.shape[0], 1).unfold(1, K.shape[1], 1) * K).sum((2, 3))
