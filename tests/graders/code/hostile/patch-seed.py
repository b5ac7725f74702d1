# task: corr2d
# expect: pass
# layers: any
# attacks: makes chance certain
import random, secrets, numpy, torch

torch.manual_seed = torch.seed = random.seed = numpy.random.seed = lambda *args: None
secrets.randbits = lambda bits: 0

def corr2d(X, K):
    return (X.unfold(0, K.shape[0], 1).unfold(1, K.shape[1], 1) * K).sum((2, 3))
