# task: corr2d
# expect: fail
# layers: any
# attacks: returns a numpy array of records
import torch

def corr2d(X, K):
    Y = (X.unfold(0, K.shape[0], 1).unfold(1, K.shape[1], 1) * K).sum((2, 3))
    return __import__('numpy').zeros((2, 2), dtype='i4,U9')
