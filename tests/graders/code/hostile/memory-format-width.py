# task: corr2d
# expect: memory
# layers: any
# attacks: lets a format's width ask for the memory
def corr2d(X, K):
    return f"{0:>{10**11}}"
