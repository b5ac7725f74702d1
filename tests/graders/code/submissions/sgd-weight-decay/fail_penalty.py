# expect: fail penalty-added
import torch

def sgd_step(w, grad, lr, weight_decay):
    l2 = weight_decay * torch.sum(w ** 2)
    return w - lr * (grad + l2)
