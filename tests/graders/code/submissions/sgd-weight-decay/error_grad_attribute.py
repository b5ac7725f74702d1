# expect: error raised
import torch

def sgd_step(w, grad, lr, weight_decay):
    return w - lr * (w.grad + weight_decay * w)
