# task: corr2d
# expect: fail|error
# layers: any
# attacks: takes the data away from under the inputs
def corr2d(X, K):
    Y = ((X.unfold(0, K.shape[0], 1).unfold(1, K.shape[1], 1) * K).sum((2, 3))).detach().clone()
    K.detach().resize_(0)
    X.detach().untyped_storage().resize_(0)
    return Y
