# expect: fail lr-missing
import torch

def sgd_step(w, grad, lr, weight_decay):
    return w - (grad + weight_decay * w)
