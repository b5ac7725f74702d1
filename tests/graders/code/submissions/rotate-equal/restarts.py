# expect: fail one-turn-only
def rotate_equal(A, B):
    n = len(A)
    for k in range(4):
        R = [[A[n - 1 - j][i] for j in range(n)] for i in range(n)]
        if R == B or A == B:
            return True
    return False
