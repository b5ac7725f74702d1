# expect: fail decay-missing
import torch

def sgd_step(w, grad, lr, weight_decay):
    return w - lr * grad
