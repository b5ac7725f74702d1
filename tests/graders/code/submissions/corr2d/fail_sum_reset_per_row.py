# expect: fail sum-reset-per-row
import torch

def corr2d(X, K):
    h, w = K.shape
    Y = X.new_zeros(X.shape[0] - h + 1, X.shape[1] - w + 1)
    for i in range(Y.shape[0]):
        s = 0
        for j in range(Y.shape[1]):
            s = s + (X[i:i + h, j:j + w] * K).sum()
            Y[i, j] = s
    return Y
