# task: corr2d
# expect: forbidden
# layers: any
# attacks: calls conv2d by a name put together
import torch.nn.functional as F

def corr2d(X, K):
    return getattr(F, "con" + "v2d")(X[None, None], K[None, None])[0, 0]
