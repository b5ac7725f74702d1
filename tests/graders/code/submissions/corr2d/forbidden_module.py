# expect: forbidden
import torch
from torch import nn

def corr2d(X, K):
    conv = nn.Conv2d(1, 1, kernel_size=tuple(K.shape), bias=False, dtype=X.dtype)
    conv.weight.data = K.reshape(1, 1, *K.shape)
    return conv(X.reshape(1, 1, *X.shape))[0, 0]
