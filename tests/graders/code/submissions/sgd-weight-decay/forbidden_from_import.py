# expect: forbidden
from torch.optim import SGD

def sgd_step(w, grad, lr, weight_decay):
    p = w.detach().clone().requires_grad_()
    p.grad = grad.detach().clone()
    SGD([p], lr, weight_decay=weight_decay).step()
    return p.detach()
