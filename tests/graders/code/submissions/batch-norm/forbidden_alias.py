# expect: forbidden
import torch

normalize = torch.batch_norm

def batch_norm(x, gamma, beta, running_mean, running_var, training, momentum=0.1, eps=1e-5):
    return normalize(x, gamma, beta, running_mean, running_var, training, momentum, eps, False)
