# task: corr2d
# expect: pass|error|no-code
# layers: any
# attacks: an entry whose name is made of other characters that Python takes for the same
def ｃｏｒｒ２ｄ(X, K):
    return (X.unfold(0, K.shape[0], 1).unfold(1, K.shape[1], 1) * K).sum((2, 3))
