# expect: fail same-matrix-missing
def rotate_equal(A, B):
    for _ in range(3):
        A = [list(r) for r in zip(*A[::-1])]
        if A == B:
            return True
    return False
