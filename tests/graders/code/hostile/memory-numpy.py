# task: corr2d
# expect: memory
# layers: any
# attacks: arrays that only grow
import numpy as np

def corr2d(X, K):
    hoard = [np.ones(1 << 20)]
    while True:
        hoard.append(np.concatenate(hoard))
