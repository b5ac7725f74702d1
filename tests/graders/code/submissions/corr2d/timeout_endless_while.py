# expect: timeout
import torch

def corr2d(X, K):
    h, w = K.shape
    Y = X.new_zeros(X.shape[0] - h + 1, X.shape[1] - w + 1)
    i = 0
    while i < Y.shape[0]:
        j = 0
        while j < Y.shape[1]:
            Y[i, j] = (X[i:i + h, j:j + w] * K).sum()
        i += 1
    return Y
