# task: corr2d
# expect: timeout
# layers: any
# attacks: matrix products without end
import torch

def corr2d(X, K):
    A = torch.rand(700, 700)
    while True:
        A = torch.tanh(A @ A)
