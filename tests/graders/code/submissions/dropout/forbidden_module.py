# expect: forbidden
import torch.nn as nn

def dropout(x, p, training):
    layer = nn.Dropout(p)
    layer.train(training)
    return layer(x)
