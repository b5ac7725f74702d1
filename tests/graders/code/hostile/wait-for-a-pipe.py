# task: corr2d
# expect: timeout
# layers: any
# attacks: waits for a pipe into which nobody writes
import os

def corr2d(X, K):
    reading, writing = os.pipe()
    return os.read(reading, 1)
