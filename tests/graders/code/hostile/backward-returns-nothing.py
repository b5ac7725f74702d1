# task: corr2d
# expect: fail
# layers: any
# attacks: an autograd function whose backward returns None
import os, sys, ctypes
import torch

class Attack(torch.autograd.Function):
    @staticmethod
    def forward(ctx, Y):
        return Y.clone()

    @staticmethod
    def backward(ctx, gradient):
        return None

def corr2d(X, K):
    return Attack.apply((X.unfold(0, K.shape[0], 1).unfold(1, K.shape[1], 1) * K).sum((2, 3)))
