# expect: fail input-changed
import torch

def sgd_step(w, grad, lr, weight_decay):
    w.data.sub_(lr * (grad + weight_decay * w).data)
    return w
