# task: corr2d
# expect: pass
# layers: any
# attacks: constants that an eager compiler would compute: gigabytes of text
def unused():
    return 'x' * 10**10, (0,) * 10**10, 1 << 10**11

def corr2d(X, K):
    return (X.unfold(0, K.shape[0], 1).unfold(1, K.shape[1], 1) * K).sum((2, 3))
