# expect: fail gradient-returned
import torch

def sgd_step(w, grad, lr, weight_decay):
    grad = grad + weight_decay * w
    w = w - lr * grad
    return grad
