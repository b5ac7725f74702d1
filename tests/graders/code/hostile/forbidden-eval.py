# task: corr2d
# expect: forbidden
# layers: any
# attacks: calls conv2d from a text
import torch

def corr2d(X, K):
    return eval("torch.nn.functional.co" + "nv2d(X[None, None], K[None, None])[0, 0]")
