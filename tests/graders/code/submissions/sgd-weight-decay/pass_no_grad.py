# expect: pass step-without-gradients
import torch

def sgd_step(w, grad, lr, weight_decay):
    with torch.no_grad():
        d_p = grad + weight_decay * w
        return w - lr * d_p
