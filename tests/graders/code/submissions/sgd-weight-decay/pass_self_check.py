# expect: pass
import torch

def sgd_step(w, grad, lr, weight_decay):
    g = torch.lerp(grad, grad + w, weight_decay)
    return w - g.mul(lr)

if __name__ == "__main__":
    w = torch.nn.Parameter(torch.randn(3))
    w.grad = torch.randn(3)
    expected = sgd_step(w.detach().clone(), w.grad, 0.1, 0.01)
    torch.optim.SGD([w], lr=0.1, weight_decay=0.01).step()
    print((w - expected).abs().max())
