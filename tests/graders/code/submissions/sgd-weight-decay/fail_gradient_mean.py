# expect: fail gradient-averaged
import torch

def sgd_step(w, grad, lr, weight_decay):
    return w - lr * (grad.mean() + weight_decay * w)
