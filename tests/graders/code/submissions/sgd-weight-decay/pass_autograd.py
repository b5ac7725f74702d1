# expect: pass step-without-gradients
import torch

def sgd_step(w, grad, lr, weight_decay):
    v = w.detach().clone().requires_grad_(True)
    with torch.enable_grad():
        penalty = 0.5 * weight_decay * (v ** 2).sum()
        penalty.backward()
    return w.detach() - lr * (grad.detach() + v.grad)
