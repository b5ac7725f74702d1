# expect: fail compares-identity
def rotate_equal(A, B):
    if len(A) != len(B):
        return False
    if len(A) == 0:
        return True
    for _ in range(4):
        if A is B:
            return True
        A = [list(row) for row in zip(*A[::-1])]
    return False
