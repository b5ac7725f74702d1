# expect: error
def rotate_equal(A, B)
    return A == B
