# expect: fail half-turn-missing
def rotate_equal(A, B):
    cw = [list(r) for r in zip(*A[::-1])]
    ccw = [list(r) for r in zip(*A)][::-1]
    return B in (A, cw, ccw)
