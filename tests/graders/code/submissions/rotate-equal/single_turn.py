# expect: fail one-turn-only
def rotate_equal(A, B):
    if A == B:
        return True
    return [list(row) for row in zip(*A[::-1])] == B
