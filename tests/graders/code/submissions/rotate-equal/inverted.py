# expect: fail answer-inverted
def rotate_equal(A, B):
    for _ in range(4):
        if A == B:
            return False
        A = [list(r) for r in zip(*A[::-1])]
    return True
