# expect: fail decay-doubled
import torch

def sgd_step(w, grad, lr, weight_decay):
    return w - lr * (grad + 2 * weight_decay * w)
