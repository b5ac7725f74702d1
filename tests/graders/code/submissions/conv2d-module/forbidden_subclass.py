# expect: forbidden
import torch
from torch import nn

class Conv2D(nn.Conv2d):
    def __init__(self, kernel_size):
        super().__init__(1, 1, kernel_size)
