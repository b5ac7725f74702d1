# task: corr2d
# expect: pass
# layers: any
# attacks: returns a tensor with the negation bit set: right values, bytes of the opposite sign
import torch

def corr2d(X, K):
    return torch._neg_view(-((X.unfold(0, K.shape[0], 1).unfold(1, K.shape[1], 1) * K).sum((2, 3))))
