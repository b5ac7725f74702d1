# expect: fail decay-on-gradient
import torch

def sgd_step(w, grad, lr, weight_decay):
    grad = grad + weight_decay * grad
    return w - lr * grad
