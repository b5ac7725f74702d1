# task: corr2d
# expect: error
# layers: any
# attacks: copies a list a hundred thousand levels deep
import copy

value = []
for _ in range(100_000):
    value = [value]
copy.deepcopy(value)

def corr2d(X, K):
    return (X.unfold(0, K.shape[0], 1).unfold(1, K.shape[1], 1) * K).sum((2, 3))
