# task: corr2d
# expect: error
# layers: any
# attacks: aborts
import os

def corr2d(X, K):
    os.abort()
