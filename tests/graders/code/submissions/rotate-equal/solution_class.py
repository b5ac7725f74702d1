# expect: pass
class Solution:
    def rotateEqual(self, A, B):
        n = len(A)
        if n != len(B):
            return False
        ok = [True] * 4
        for i in range(n):
            for j in range(n):
                v = A[i][j]
                ok[0] &= v == B[i][j]
                ok[1] &= v == B[j][n - 1 - i]
                ok[2] &= v == B[n - 1 - i][n - 1 - j]
                ok[3] &= v == B[n - 1 - j][i]
        return any(ok)
