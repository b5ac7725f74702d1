# task: corr2d
# expect: error
# layers: any
# attacks: forks from inside the entry
import os

def corr2d(X, K):
    for _ in range(10):
        print("LEAKED a process", os.fork())
