# expect: pass
import torch

def sgd_step(w, grad, lr, weight_decay):
    g = grad.clone()
    if weight_decay != 0:
        g += weight_decay * w
    new_w = w.clone()
    new_w -= lr * g
    return new_w
