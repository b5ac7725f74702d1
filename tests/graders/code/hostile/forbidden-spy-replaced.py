# task: corr2d
# expect: forbidden|pass
# layers: any
# attacks: replaces the spy, and claims that nothing was called
import sys
import torch

for name, module in list(sys.modules.items()):
    if name.endswith(".driver"):
        module._spied = lambda *args: []

def corr2d(X, K):
    return getattr(torch, "conv" + "2d")(X[None, None], K[None, None])[0, 0]
