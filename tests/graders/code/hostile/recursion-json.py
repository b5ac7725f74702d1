# task: corr2d
# expect: error
# layers: any
# attacks: reads and writes JSON that is a hundred thousand levels deep
import json

json.loads("[" * 100_000 + "]" * 100_000)

def corr2d(X, K):
    return (X.unfold(0, K.shape[0], 1).unfold(1, K.shape[1], 1) * K).sum((2, 3))
