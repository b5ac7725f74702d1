# expect: fail output-sides-swapped
import torch

def corr2d(X, K):
    h, w = K.shape
    values = []
    for i in range(X.shape[0] - h + 1):
        for j in range(X.shape[1] - w + 1):
            values.append((X[i:i + h, j:j + w] * K).sum())
    return torch.stack(values).view(X.shape[1] - w + 1, X.shape[0] - h + 1)
