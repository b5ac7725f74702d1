# task: corr2d
# expect: timeout
# layers: any
# attacks: prints without end
def corr2d(X, K):
    while True:
        print("again")
