# expect: pass
import torch

def corr2d(X, K):
    # loop over the kernel, not over the image
    h, w = K.shape
    oh, ow = X.shape[0] - h + 1, X.shape[1] - w + 1
    out = 0
    for a in range(h):
        for b in range(w):
            out = out + K[a, b] * X[a:a + oh, b:b + ow]
    return out
