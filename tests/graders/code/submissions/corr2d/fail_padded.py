# expect: fail padded
import torch
import torch.nn.functional as F

def corr2d(X, K):
    h, w = K.shape
    X = F.pad(X, (w // 2, w // 2, h // 2, h // 2))
    windows = X.unfold(0, h, 1).unfold(1, w, 1)
    return (windows * K).sum((-1, -2))
