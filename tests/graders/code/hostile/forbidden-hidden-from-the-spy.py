# task: corr2d
# expect: forbidden|pass
# layers: any
# attacks: calls conv2d only where nobody looks: outside of any mode
import torch

def corr2d(X, K):
    with torch._C.DisableTorchFunction():
        return getattr(torch, "d2vnoc"[::-1])(X[None, None], K[None, None])[0, 0]
