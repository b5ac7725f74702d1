# expect: error
def rotate_equal(A, B):
    n = len(A)
    if n != len(b):
        return False
    return A == B
