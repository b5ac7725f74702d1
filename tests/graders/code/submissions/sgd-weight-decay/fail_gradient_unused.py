# expect: fail gradient-term-missing
import torch

def sgd_step(w, grad, lr, weight_decay):
    return w - lr * weight_decay * w
