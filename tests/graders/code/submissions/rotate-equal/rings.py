# expect: fail rings-turned-apart
def ring(m, d):
    n = len(m)
    last = n - 1 - d
    if d == last:
        return [m[d][d]], 0
    top = [m[d][j] for j in range(d, last)]
    right = [m[i][last] for i in range(d, last)]
    bottom = [m[last][j] for j in range(last, d, -1)]
    left = [m[i][d] for i in range(last, d, -1)]
    return top + right + bottom + left, last - d

def rotate_equal(A, B):
    if len(A) != len(B):
        return False
    for d in range((len(A) + 1) // 2):
        a, s = ring(A, d)
        b, _ = ring(B, d)
        if not any(a[k * s:] + a[:k * s] == b for k in range(4)):
            return False
    return True
