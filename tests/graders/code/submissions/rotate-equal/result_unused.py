# expect: fail equality-only
def rotate(m):
    return [list(r)[::-1] for r in zip(*m)]

def rotate_equal(A, B):
    for _ in range(4):
        if A == B:
            return True
        rotate(A)
    return False
