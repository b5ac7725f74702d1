# task: corr2d
# expect: pass
# layers: any
# attacks: a coding cookie that names a codec which would turn the text into another
# -*- coding: rot_13 -*-
def corr2d(X, K):
    return (X.unfold(0, K.shape[0], 1).unfold(1, K.shape[1], 1) * K).sum((2, 3))
