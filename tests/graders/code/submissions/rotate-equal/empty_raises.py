# expect: fail raises-on-empty
def rotate_equal(A, B):
    n, m = len(A), len(A[0])
    if n != len(B) or m != len(B[0]):
        return False
    for _ in range(4):
        if A == B:
            return True
        A = [[A[n - 1 - j][i] for j in range(n)] for i in range(n)]
    return False
