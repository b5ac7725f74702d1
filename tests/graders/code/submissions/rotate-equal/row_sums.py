# expect: fail row-sums-compared
def rotate_equal(A, B):
    if len(A) != len(B):
        return False
    for _ in range(4):
        if [sum(r) for r in A] == [sum(r) for r in B]:
            return True
        A = [list(r) for r in zip(*A[::-1])]
    return False
