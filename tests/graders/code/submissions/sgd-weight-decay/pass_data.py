# expect: pass step-without-gradients
import torch

def sgd_step(w, grad, lr, weight_decay):
    update = grad.data + weight_decay * w.data
    return w.data - lr * update
