# task: corr2d
# expect: pass
# layers: any
# attacks: writes 100 MB to standard error, then answers
import sys

for _ in range(100):
    sys.stderr.write("y" * (1 << 20))

def corr2d(X, K):
    return (X.unfold(0, K.shape[0], 1).unfold(1, K.shape[1], 1) * K).sum((2, 3))
