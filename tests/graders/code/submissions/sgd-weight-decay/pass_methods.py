# expect: pass
import torch

def sgd_step(w, grad, lr, weight_decay):
    d = grad.add(w, alpha=weight_decay)
    return w.sub(d, alpha=lr)
