# task: corr2d
# expect: error|no-code|pass
# layers: any
# attacks: control characters, a form feed and a lone carriage return
x = 1
[2J = 2
def corr2d(X, K):
    return (X.unfold(0, K.shape[0], 1).unfold(1, K.shape[1], 1) * K).sum((2, 3))
