# task: corr2d
# expect: fail
# layers: any
# attacks: overwrites the inputs behind autograd's back
def corr2d(X, K):
    Y = (X.unfold(0, K.shape[0], 1).unfold(1, K.shape[1], 1) * K).sum((2, 3))
    X.data.zero_()
    return Y
