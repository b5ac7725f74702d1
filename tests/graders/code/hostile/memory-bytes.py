# task: corr2d
# expect: memory
# layers: any
# attacks: one enormous bytes object
hoard = bytes(1 << 42)

def corr2d(X, K):
    return (X.unfold(0, K.shape[0], 1).unfold(1, K.shape[1], 1) * K).sum((2, 3))
