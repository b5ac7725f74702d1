# expect: error square-matrix-assumed
import torch

def corr2d(X, K):
    n = X.shape[0]
    h, w = K.shape
    Y = X.new_zeros(n - h + 1, n - w + 1)
    for i in range(n - h + 1):
        for j in range(n - w + 1):
            Y[i, j] = (X[i:i + h, j:j + w] * K).sum()
    return Y
