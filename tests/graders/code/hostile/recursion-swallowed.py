# task: corr2d
# expect: timeout
# layers: any
# attacks: recursion without end that forgives RecursionError at every level: 2^1000 calls
def corr2d(X, K):
    try:
        corr2d(X, K)
    finally:
        corr2d(X, K)
