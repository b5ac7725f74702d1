# task: corr2d
# expect: timeout
# layers: any
# attacks: an autograd function whose backward hangs
import os, sys, ctypes
import torch

class Attack(torch.autograd.Function):
    @staticmethod
    def forward(ctx, Y):
        return Y.clone()

    @staticmethod
    def backward(ctx, gradient):
        while True: pass

def corr2d(X, K):
    return Attack.apply((X.unfold(0, K.shape[0], 1).unfold(1, K.shape[1], 1) * K).sum((2, 3)))
