# expect: fail list-unchanged
def quicksort(q):
    if len(q) <= 1:
        return
    x = q[len(q) // 2]
    left = [v for v in q if v < x]
    same = [v for v in q if v == x]
    right = [v for v in q if v > x]
    quicksort(left)
    quicksort(right)
    q = left + same + right
