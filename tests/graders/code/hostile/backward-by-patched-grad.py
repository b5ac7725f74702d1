# task: corr2d
# expect: fail|error
# layers: any
# attacks: replaces torch.autograd.grad, under an answer without gradient
import torch

torch.autograd.grad = torch.autograd.backward = lambda outputs, inputs, *rest, **options: [torch.ones_like(i) for i in inputs]

def corr2d(X, K):
    return ((X.unfold(0, K.shape[0], 1).unfold(1, K.shape[1], 1) * K).sum((2, 3))).detach().requires_grad_(X.requires_grad)
