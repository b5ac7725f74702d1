# expect: fail empty-list-raises
def quicksort(a):
    pivot = a[len(a) // 2]
    if len(a) == 1:
        return a
    left = [x for x in a if x < pivot]
    right = [x for x in a if x > pivot]
    out = quicksort(left) if left else []
    out += [x for x in a if x == pivot]
    if right:
        out += quicksort(right)
    return out
