# task: corr2d
# expect: error
# layers: any
# attacks: calls sys.exit(0)
import sys

def corr2d(X, K):
    sys.exit(0)
