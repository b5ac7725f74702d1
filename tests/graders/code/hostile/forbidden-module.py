# task: corr2d
# expect: forbidden
# layers: any
# attacks: lets a layer do it
import torch.nn as nn

def corr2d(X, K):
    layer = nn.Conv2d(1, 1, tuple(K.shape), bias=False, dtype=K.dtype)
    del layer.weight
    layer.weight = K[None, None]
    return layer(X[None, None])[0, 0]
