# expect: fail nothing-dropped
import torch


def dropout(x, p, training):
    return x
