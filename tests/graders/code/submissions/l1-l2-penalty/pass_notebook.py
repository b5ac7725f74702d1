# expect: pass
import torch
from torch import nn
layer = nn.Linear(3, 2)

def l1_norm(t): return t.abs().sum()
def l2_norm_squared(t): return t.square().sum()

def penalty(w, l1=0.01, l2=0.01):
    return l1 * l1_norm(w) + l2 * l2_norm_squared(w)

loss = penalty(layer.weight, 0.1, 0.2)
loss.backward()
print(loss.item(), layer.weight.grad)
