# task: corr2d
# expect: error|pass
# layers: any
# attacks: prints a character that UTF-8 cannot hold
print("\ud800")

def corr2d(X, K):
    return (X.unfold(0, K.shape[0], 1).unfold(1, K.shape[1], 1) * K).sum((2, 3))
