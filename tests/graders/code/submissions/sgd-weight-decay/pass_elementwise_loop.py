# expect: pass
import torch

def sgd_step(w, grad, lr, weight_decay):
    new = [wi - lr * (gi + weight_decay * wi) for wi, gi in zip(w.reshape(-1), grad.reshape(-1))]
    return torch.stack(new).reshape(w.shape)
