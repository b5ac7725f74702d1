# expect: fail input-changed
import torch

def sgd_step(w, grad, lr, weight_decay):
    w -= lr * (grad + weight_decay * w)
    return w
