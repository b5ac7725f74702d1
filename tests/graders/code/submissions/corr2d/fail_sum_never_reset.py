# expect: fail sum-never-reset
import torch

def corr2d(X, K):
    h, w = K.shape
    Y = X.new_zeros(X.shape[0] - h + 1, X.shape[1] - w + 1)
    total = 0
    for i in range(Y.shape[0]):
        for j in range(Y.shape[1]):
            for m in range(h):
                for n in range(w):
                    total = total + X[i + m, j + n] * K[m, n]
            Y[i, j] = total
    return Y
