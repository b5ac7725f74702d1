# task: corr2d
# expect: fail
# layers: any
# attacks: writes the result into the input and returns a view of it
def corr2d(X, K):
    Y = (X.unfold(0, K.shape[0], 1).unfold(1, K.shape[1], 1) * K).sum((2, 3))
    view = X[: Y.shape[0], : Y.shape[1]]
    view.copy_(Y)
    return view
