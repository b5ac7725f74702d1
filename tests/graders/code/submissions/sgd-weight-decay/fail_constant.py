# expect: fail decay-constant
import torch

def sgd_step(w, grad, lr, weight_decay):
    return w - lr * (grad + weight_decay)
