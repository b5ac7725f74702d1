# expect: fail decay-doubled-without-lr
import torch

def sgd_step(w, grad, lr, weight_decay):
    return w - lr * grad - 2 * weight_decay * w
