# expect: fail mirrors-instead
def rotate_equal(A, B):
    lr = [r[::-1] for r in A]
    ud = A[::-1]
    both = [r[::-1] for r in ud]
    return B == A or B == lr or B == ud or B == both
