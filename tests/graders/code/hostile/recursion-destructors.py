# task: corr2d
# expect: pass|error
# layers: any
# attacks: lets go of a chain of a million objects at once
head = None
for _ in range(1_000_000):
    head = iter((head,))
del head

def corr2d(X, K):
    return (X.unfold(0, K.shape[0], 1).unfold(1, K.shape[1], 1) * K).sum((2, 3))
