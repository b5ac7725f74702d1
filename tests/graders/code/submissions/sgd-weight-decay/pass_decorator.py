# expect: pass step-without-gradients
import torch

@torch.no_grad()
def sgd_step(param, g, learning_rate, wd):
    return torch.add(param, torch.add(g, param, alpha=wd), alpha=-learning_rate)
