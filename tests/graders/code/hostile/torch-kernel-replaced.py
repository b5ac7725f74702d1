# task: corr2d
# expect: fail
# layers: any
# attacks: replaces a kernel of torch for the whole process
import torch

library = torch.library.Library("aten", "IMPL")
library.impl("mul.Tensor", lambda left, right: left + right, "CPU")

def corr2d(X, K):
    return (X.unfold(0, K.shape[0], 1).unfold(1, K.shape[1], 1) * K).sum((2, 3))
