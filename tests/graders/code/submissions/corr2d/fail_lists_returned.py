# expect: fail wrong-type
import torch

def corr2d(X, K):
    h, w = K.shape
    res = []
    for i in range(X.shape[0] - h + 1):
        row = []
        for j in range(X.shape[1] - w + 1):
            row.append((X[i:i + h, j:j + w] * K).sum().item())
        res.append(row)
    return res
