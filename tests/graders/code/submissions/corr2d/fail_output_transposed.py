# expect: fail output-transposed
import torch

def corr2d(X, K):
    h, w = K.shape
    rows = X.shape[0] - h + 1
    cols = X.shape[1] - w + 1
    Y = X.new_zeros(cols, rows)
    for i in range(rows):
        for j in range(cols):
            Y[j, i] = (X[i:i + h, j:j + w] * K).sum()
    return Y
