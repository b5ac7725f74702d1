# task: corr2d
# expect: error|pass
# layers: any
# attacks: lays every descriptor over standard output, so that prints become frames
import os

for number in range(3, 64):
    try:
        os.dup2(number, 1)
    except OSError:
        pass
print("x" * 100, flush=True)

def corr2d(X, K):
    return (X.unfold(0, K.shape[0], 1).unfold(1, K.shape[1], 1) * K).sum((2, 3))
