# expect: fail first-row-only
def rotate_equal(A, B):
    if len(A) == 0 or len(B) == 0:
        return len(A) == len(B)
    for _ in range(4):
        if A[0] == B[0]:
            return True
        A = [list(r) for r in zip(*A[::-1])]
    return False
