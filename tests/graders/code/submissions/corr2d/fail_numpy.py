# expect: fail gradient-numpy
import numpy as np
import torch

def corr2d(X, K):
    x, k = X.numpy(), K.numpy()
    h, w = k.shape
    y = np.zeros((x.shape[0] - h + 1, x.shape[1] - w + 1), dtype=x.dtype)
    for i in range(y.shape[0]):
        for j in range(y.shape[1]):
            y[i, j] = np.sum(x[i:i + h, j:j + w] * k)
    return torch.from_numpy(y)
