# expect: pass
import numpy as np

def rotate_equal(x, y):
    x = np.asarray(x)
    y = np.asarray(y)
    if x.shape != y.shape:
        return np.False_
    if len(x) == 0:
        return np.bool_(True)
    return np.any([np.all(np.rot90(x, k) == y) for k in range(4)])
