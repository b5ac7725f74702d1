# expect: fail index-off-by-one
def rotate_equal(A, B):
    n = len(A)
    if n != len(B):
        return False
    for _ in range(4):
        if A == B:
            return True
        A = [[A[-j][i] for j in range(n)] for i in range(n)]
    return False
