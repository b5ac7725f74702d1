# expect: pass
import torch

# written as a true convolution with the kernel flipped beforehand
def _convolve(X, K):
    h, w = K.shape
    H, W = X.shape[0] - h + 1, X.shape[1] - w + 1
    return sum(K[h - 1 - a, w - 1 - b] * X[a:a + H, b:b + W] for a in range(h) for b in range(w))

corr2d = lambda X, K: _convolve(X, torch.flip(K, dims=(0, 1)))
