# expect: fail corners-only
def rotate_equal(A, B):
    if len(A) != len(B):
        return False
    if not A:
        return True
    a = [A[0][0], A[0][-1], A[-1][-1], A[-1][0]]
    b = [B[0][0], B[0][-1], B[-1][-1], B[-1][0]]
    return any(a[k:] + a[:k] == b for k in range(4))
