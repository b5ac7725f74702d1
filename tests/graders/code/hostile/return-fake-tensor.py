# task: corr2d
# expect: fail|error|timeout
# layers: any
# attacks: returns a tensor that only pretends to have data
from torch._subclasses.fake_tensor import FakeTensorMode

def corr2d(X, K):
    Y = (X.unfold(0, K.shape[0], 1).unfold(1, K.shape[1], 1) * K).sum((2, 3))
    return FakeTensorMode().from_tensor(Y.detach())
