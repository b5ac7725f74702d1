# task: corr2d
# expect: fail
# layers: any
# attacks: returns a view of the input
def corr2d(X, K):
    return X[: X.shape[0] - K.shape[0] + 1, : X.shape[1] - K.shape[1] + 1]
