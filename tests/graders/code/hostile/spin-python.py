# task: corr2d
# expect: timeout
# layers: any
# attacks: an endless loop in the entry
def corr2d(X, K):
    while True:
        pass
