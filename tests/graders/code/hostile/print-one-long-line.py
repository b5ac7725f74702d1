# task: corr2d
# expect: pass
# layers: any
# attacks: prints one line of 64 MB without a line break
import os, sys

sys.stdout.write("\N{SNOWMAN}" * (20 << 20))

def corr2d(X, K):
    return (X.unfold(0, K.shape[0], 1).unfold(1, K.shape[1], 1) * K).sum((2, 3))
