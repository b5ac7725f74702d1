# expect: forbidden
import torch

name = "conv" + "2d"
slide = getattr(torch, name)

def corr2d(X, K):
    return slide(X[None, None], K[None, None])[0, 0]
