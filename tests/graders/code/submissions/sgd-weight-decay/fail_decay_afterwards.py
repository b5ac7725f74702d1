# expect: fail decay-on-updated-weights
import torch

def sgd_step(w, grad, lr, weight_decay):
    w = w - lr * grad
    w = w - lr * weight_decay * w
    return w
