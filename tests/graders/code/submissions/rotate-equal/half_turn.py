# expect: fail half-turn-only
def rotate_equal(A, B):
    return A == B or [row[::-1] for row in A[::-1]] == B
