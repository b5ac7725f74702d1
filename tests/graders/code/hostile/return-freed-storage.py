# task: corr2d
# expect: fail|error
# layers: any
# attacks: returns a tensor whose storage is gone
def corr2d(X, K):
    Y = ((X.unfold(0, K.shape[0], 1).unfold(1, K.shape[1], 1) * K).sum((2, 3))).detach().clone()
    Y.untyped_storage().resize_(0)
    return Y
