# task: corr2d
# expect: pass
# layers: any
# attacks: switches on every future feature
from __future__ import annotations, barry_as_FLUFL, generator_stop

def corr2d(X, K):
    return (X.unfold(0, K.shape[0], 1).unfold(1, K.shape[1], 1) * K).sum((2, 3))
