# task: corr2d
# expect: memory|error
# layers: any
# attacks: reads /dev/zero to its end
hoard = open("/dev/zero", "rb").read()

def corr2d(X, K):
    return (X.unfold(0, K.shape[0], 1).unfold(1, K.shape[1], 1) * K).sum((2, 3))
