# task: corr2d
# expect: error|pass
# layers: any
# attacks: imports stars from everything
from torch import *
from os import *
from builtins import *
from ctypes import *
from numpy import *

def corr2d(X, K):
    return (X.unfold(0, K.shape[0], 1).unfold(1, K.shape[1], 1) * K).sum((2, 3))
