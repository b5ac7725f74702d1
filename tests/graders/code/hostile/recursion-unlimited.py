# task: corr2d
# expect: error|memory|timeout
# layers: any
# attacks: recursion without end, after raising the limit
import sys

sys.setrecursionlimit(2**31 - 1)

def corr2d(X, K):
    return corr2d(X, K)
