# expect: fail same-numbers-anywhere
def rotate_equal(A, B):
    return sorted(sum(A, [])) == sorted(sum(B, []))
