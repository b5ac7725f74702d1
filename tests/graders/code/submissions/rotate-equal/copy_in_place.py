# expect: pass
import copy

def rotate_equal(A, B):
    A = copy.deepcopy(A)
    n = len(A)
    if n != len(B):
        return False
    for _ in range(4):
        if A == B:
            return True
        for i in range(n):
            for j in range(i + 1, n):
                A[i][j], A[j][i] = A[j][i], A[i][j]
        for row in A:
            row.reverse()
    return False

print(rotate_equal([[1, 2], [3, 4]], [[3, 1], [4, 2]]))
