# expect: pass
import torch


def sgd_step(w, grad, lr, weight_decay):
    def decay(v):
        return weight_decay / 2 * v.square().sum()

    return w - lr * (grad + torch.func.grad(decay)(w))
