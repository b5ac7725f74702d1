# task: corr2d
# expect: timeout
# layers: any
# attacks: sleeps
import time

def corr2d(X, K):
    time.sleep(10**6)
