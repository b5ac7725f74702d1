# expect: pass
def sgd_step(w, grad, lr, weight_decay):
    return w - lr * (grad + weight_decay * w)
