# task: corr2d
# expect: fail
# layers: any
# attacks: registers a hook on the input that changes its gradient
def corr2d(X, K):
    if X.requires_grad:
        X.register_hook(lambda gradient: gradient * 0 + 1)
    return (X.unfold(0, K.shape[0], 1).unfold(1, K.shape[1], 1) * K).sum((2, 3))
