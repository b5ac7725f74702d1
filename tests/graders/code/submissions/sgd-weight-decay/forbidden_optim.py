# expect: forbidden
import torch

def sgd_step(w, grad, lr, weight_decay):
    p = torch.nn.Parameter(w.detach().clone())
    p.grad = grad.detach().clone()
    opt = torch.optim.SGD([p], lr=lr, weight_decay=weight_decay)
    opt.step()
    return p.data
