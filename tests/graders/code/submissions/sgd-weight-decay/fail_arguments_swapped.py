# expect: fail lr-decay-swapped
import torch

def sgd_step(w, grad, lr, weight_decay):
    return w - weight_decay * (grad + lr * w)
