# task: corr2d
# expect: forbidden|pass
# layers: any
# attacks: counts its calls, and behaves only while it may be watched
import sys
import torch

def corr2d(X, K):
    if sys.getprofile() is None:
        return getattr(torch, "conv" + "2d")(X[None, None], K[None, None])[0, 0]
    return (X.unfold(0, K.shape[0], 1).unfold(1, K.shape[1], 1) * K).sum((2, 3))
