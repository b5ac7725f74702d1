# expect: fail gradient-missing
import torch

def sgd_step(w, grad, lr, weight_decay):
    return w - lr * (grad.detach() + weight_decay * w)
