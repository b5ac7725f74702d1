# expect: fail lr-on-weights
import torch

def sgd_step(w, grad, lr, weight_decay):
    return w - grad - lr * (w + weight_decay * w)
