# expect: fail empty-not-equal
def rotate_equal(A, B):
    if not A or not B or len(A) != len(B):
        return False
    for _ in range(4):
        if A == B:
            return True
        A = [list(r) for r in zip(*A[::-1])]
    return False
