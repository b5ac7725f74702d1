# expect: fail square-matrix-assumed
import torch

def corr2d(X, K):
    n = min(X.shape)
    h, w = K.shape
    if X.shape[0] > X.shape[1]:
        Y = X.new_zeros(X.shape[0] - h + 1, n - w + 1)
    else:
        Y = X.new_zeros(n - h + 1, n - w + 1)
    for i in range(Y.shape[0]):
        for j in range(Y.shape[1]):
            Y[i, j] = (X[i:i + h, j:j + w] * K).sum()
    return Y
