# expect: forbidden
from torch import nn

def batch_norm(x, gamma, beta, running_mean, running_var, training, momentum=0.1, eps=1e-5):
    bn = (nn.BatchNorm1d if x.dim() == 2 else nn.BatchNorm2d)(x.shape[1], eps=eps, momentum=momentum)
    return bn(x)
