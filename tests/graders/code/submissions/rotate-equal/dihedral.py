# expect: fail mirrors-counted
import numpy as np

def rotate_equal(A, B):
    a, b = np.array(A), np.array(B)
    if a.size == 0 or b.size == 0:
        return a.size == b.size
    for k in range(4):
        r = np.rot90(a, k)
        if np.array_equal(r, b) or np.array_equal(r.T, b):
            return True
    return False
