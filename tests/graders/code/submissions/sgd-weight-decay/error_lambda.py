# expect: error syntax-error
import torch

def sgd_step(w, grad, lr, weight_decay):
    return w - lr * (grad + lambda * w)
