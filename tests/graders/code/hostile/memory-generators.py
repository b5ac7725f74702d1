# task: corr2d
# expect: memory|error|timeout
# layers: any
# attacks: generators that hold generators
import sys

sys.setrecursionlimit(10**8)

def nest(depth):
    yield depth
    yield from nest(depth + 1)

def corr2d(X, K):
    hoard = [[0] * 100 for _ in nest(0)]
