# expect: fail raises-on-sizes
def rotate_equal(A, B):
    n = len(A)
    for k in range(4):
        if all(A[i][j] == B[i][j] for i in range(max(n, len(B))) for j in range(max(n, len(B)))):
            return True
        A = [[A[n - 1 - j][i] for j in range(n)] for i in range(n)]
    return False
