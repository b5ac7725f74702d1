# expect: fail mirrors-instead
def rotate_equal(A, B):
    turned = [list(row) for row in A]
    for _ in range(4):
        if turned == [list(row) for row in B]:
            return True
        turned = [row[::-1] for row in turned]
    return False
