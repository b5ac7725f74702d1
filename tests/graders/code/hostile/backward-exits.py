# task: corr2d
# expect: error
# layers: any
# attacks: an autograd function whose backward ends the process
import os, sys, ctypes
import torch

class Attack(torch.autograd.Function):
    @staticmethod
    def forward(ctx, Y):
        return Y.clone()

    @staticmethod
    def backward(ctx, gradient):
        os._exit(0)

def corr2d(X, K):
    return Attack.apply((X.unfold(0, K.shape[0], 1).unfold(1, K.shape[1], 1) * K).sum((2, 3)))
