# task: corr2d
# expect: timeout
# layers: any
# attacks: an endless loop while the module is loaded
while True:
    pass

def corr2d(X, K):
    return (X.unfold(0, K.shape[0], 1).unfold(1, K.shape[1], 1) * K).sum((2, 3))
