# expect: fail sizes-not-compared
def rotate_equal(A, B):
    for _ in range(4):
        if all(x == y for ra, rb in zip(A, B) for x, y in zip(ra, rb)):
            return True
        A = [list(r) for r in zip(*A[::-1])]
    return False
