# expect: error square-kernel-assumed
import torch

def corr2d(X, K):
    k = K.shape[0]
    H, W = X.shape
    Y = X.new_zeros(H - k + 1, W - k + 1)
    for i in range(H - k + 1):
        for j in range(W - k + 1):
            Y[i, j] = (X[i:i + k, j:j + k] * K).sum()
    return Y
