# expect: fail signs-ignored
def quicksort(a):
    if len(a) <= 1:
        return a
    p = abs(a[len(a) // 2])
    return (quicksort([x for x in a if abs(x) < p]) + [x for x in a if abs(x) == p]
            + quicksort([x for x in a if abs(x) > p]))
