# expect: fail gradient-ascent-with-decay
import torch

def sgd_step(w, grad, lr, weight_decay):
    return w * (1 - lr * weight_decay) + lr * grad
