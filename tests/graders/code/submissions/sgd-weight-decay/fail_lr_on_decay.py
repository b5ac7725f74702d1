# expect: fail lr-on-decay-only
import torch

def sgd_step(w, grad, lr, weight_decay):
    return w - grad - lr * weight_decay * w
