# expect: fail windows-do-not-overlap
import torch

def corr2d(X, K):
    h, w = K.shape
    windows = X.unfold(0, h, h).unfold(1, w, w)
    return (windows * K).sum(dim=[2, 3])
