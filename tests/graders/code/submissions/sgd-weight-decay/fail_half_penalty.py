# expect: fail half-penalty-added
import torch

def sgd_step(w, grad, lr, weight_decay):
    reg = 0.5 * weight_decay * (w * w).sum()
    grad = grad + reg
    return w - lr * grad
