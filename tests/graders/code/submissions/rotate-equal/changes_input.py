# expect: fail input-changed
def rotate_equal(A, B):
    n = len(A)
    if n != len(B):
        return False
    for _ in range(4):
        if A == B:
            return True
        A[:] = [list(r) for r in zip(*A[::-1])]
    return False
