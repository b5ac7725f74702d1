# expect: fail decides-too-early
def same(a, b):
    for i in range(len(a)):
        for j in range(len(a)):
            if a[i][j] == b[i][j]:
                return True
            else:
                return False

def rotate_equal(A, B):
    if not A or not B:
        return A == B
    for _ in range(4):
        if same(A, B):
            return True
        A = [list(r) for r in zip(*A[::-1])]
    return False
