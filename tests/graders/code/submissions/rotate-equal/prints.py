# expect: fail
def rotate_equal(A, B):
    for _ in range(4):
        if A == B:
            print(True)
            return
        A = [list(r) for r in zip(*A[::-1])]
    print(False)
