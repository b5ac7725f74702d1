# task: corr2d
# expect: fail
# layers: any
# attacks: answers the first call rightly, later ones wrongly
calls = []

def corr2d(X, K):
    calls.append(1)
    return ((X.unfold(0, K.shape[0], 1).unfold(1, K.shape[1], 1) * K).sum((2, 3))) * (1 if len(calls) == 1 else 2)
