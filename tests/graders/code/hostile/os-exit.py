# task: corr2d
# expect: error
# layers: any
# attacks: ends the process without cleaning up, successfully
import os

def corr2d(X, K):
    os._exit(0)
