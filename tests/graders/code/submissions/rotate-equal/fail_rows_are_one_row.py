# expect: fail shared-rows
def rotate_equal(A, B):
    n = len(A)
    if len(B) != n:
        return False
    for _ in range(4):
        if A == B:
            return True
        turned = [[0] * n] * n
        for i in range(n):
            for j in range(n):
                turned[j][n - 1 - i] = A[i][j]
        A = turned
    return False
