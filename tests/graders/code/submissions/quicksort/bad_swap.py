# expect: fail numbers-overwritten
def quicksort(q, l, r):
    if l >= r:
        return
    x = q[(l + r) // 2]
    i, j = l - 1, r + 1
    while i < j:
        i += 1
        while i < r and q[i] < x:
            i += 1
        j -= 1
        while j > l and q[j] > x:
            j -= 1
        if i < j:
            q[i] = q[j]
            q[j] = q[i]
    quicksort(q, l, max(l, min(j, r - 1)))
    quicksort(q, max(l, min(j, r - 1)) + 1, r)
