# expect: fail deep-on-sorted
def quicksort(q, l, r):
    if l >= r:
        return
    i, j, x = l, r, q[l]
    while i < j:
        while i < j and q[j] >= x:
            j -= 1
        q[i] = q[j]
        while i < j and q[i] <= x:
            i += 1
        q[j] = q[i]
    q[i] = x
    quicksort(q, l, i - 1)
    quicksort(q, i + 1, r)
