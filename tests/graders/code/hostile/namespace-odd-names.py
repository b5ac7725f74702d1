# task: corr2d
# expect: pass|error
# layers: any
# attacks: names in the module that are no text
def corr2d(X, K):
    return (X.unfold(0, K.shape[0], 1).unfold(1, K.shape[1], 1) * K).sum((2, 3))

globals()[7] = globals()[None] = globals()[b"corr2d"] = lambda X, K: X
globals()[("corr2d",)] = corr2d
