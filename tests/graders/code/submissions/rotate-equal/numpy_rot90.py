# expect: pass
import numpy as np

def rotate_equal(A, B):
    a, b = np.array(A), np.array(B)
    if a.shape != b.shape:
        return False
    if a.size == 0:
        return True
    return any(np.array_equal(np.rot90(a, k), b) for k in range(4))
