# task: corr2d
# expect: fail|error|pass|timeout
# layers: any
# attacks: has every new tensor made without data
import torch

torch.set_default_device("meta")

def corr2d(X, K):
    Y = torch.zeros(X.shape[0] - K.shape[0] + 1, X.shape[1] - K.shape[1] + 1, dtype=X.dtype)
    return Y + (X.unfold(0, K.shape[0], 1).unfold(1, K.shape[1], 1) * K).sum((2, 3))
