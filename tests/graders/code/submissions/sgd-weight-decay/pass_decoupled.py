# expect: pass
import torch

def sgd_step(w, grad, lr, weight_decay):
    # the same thing for plain SGD
    w = w * (1 - lr * weight_decay)
    return w - lr * grad
