# task: corr2d
# expect: error|pass
# layers: any
# attacks: lowers the recursion limit, so that the driver itself has no room left
import sys

def corr2d(X, K):
    depth, frame = 0, sys._getframe()
    while frame:
        depth, frame = depth + 1, frame.f_back
    sys.setrecursionlimit(depth + 5)
    return (X.unfold(0, K.shape[0], 1).unfold(1, K.shape[1], 1) * K).sum((2, 3))
