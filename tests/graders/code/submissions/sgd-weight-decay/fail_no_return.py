# expect: fail nothing-returned
import torch

def sgd_step(w, grad, lr, weight_decay):
    w = w - lr * (grad + weight_decay * w)
