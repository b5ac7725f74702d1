# expect: fail negative-update-returned
import torch

def sgd_step(w, grad, lr, weight_decay):
    d = grad + weight_decay * w
    return -lr * d
