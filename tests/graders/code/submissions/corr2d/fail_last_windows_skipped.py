# expect: fail last-windows-skipped
import torch

def corr2d(X, K):
    h, w = K.shape
    H, W = X.shape
    Y = torch.zeros(H - h + 1, W - w + 1, dtype=X.dtype)
    for i in range(H - h):
        for j in range(W - w):
            Y[i, j] = (X[i:i + h, j:j + w] * K).sum()
    return Y
