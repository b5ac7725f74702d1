# task: corr2d
# expect: fail
# layers: any
# attacks: returns a dictionary whose keys are tensors, tuples and NaN
import torch

def corr2d(X, K):
    Y = (X.unfold(0, K.shape[0], 1).unfold(1, K.shape[1], 1) * K).sum((2, 3))
    return {Y: 1, (1, 2): Y, float('nan'): None, b'x': 1j}
