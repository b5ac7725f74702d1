# expect: fail input-changed
import torch

def sgd_step(w, grad, lr, weight_decay):
    grad += weight_decay * w
    return w - lr * grad
