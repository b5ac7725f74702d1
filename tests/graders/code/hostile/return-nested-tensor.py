# task: corr2d
# expect: fail|error
# layers: any
# attacks: returns a nested tensor, of which even the shape cannot be asked for
import torch

def corr2d(X, K):
    Y = (X.unfold(0, K.shape[0], 1).unfold(1, K.shape[1], 1) * K).sum((2, 3))
    return torch.nested.nested_tensor([Y, Y[:1]])
