# expect: fail transposes-instead
def rotate_equal(A, B):
    for _ in range(4):
        if A == B:
            return True
        A = [list(r) for r in zip(*A)]
    return False
