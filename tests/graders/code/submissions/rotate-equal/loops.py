# expect: pass
def rotate(m):
    n = len(m)
    out = [[0] * n for _ in range(n)]
    for i in range(n):
        for j in range(n):
            out[j][n - 1 - i] = m[i][j]
    return out


def same(a, b):
    for i in range(len(a)):
        for j in range(len(a)):
            if a[i][j] != b[i][j]:
                return False
    return True


def rotate_equal(A, B):
    if len(A) != len(B):
        return False
    for k in range(4):
        if same(A, B):
            return True
        A = rotate(A)
    return False
