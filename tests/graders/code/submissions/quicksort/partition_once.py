# expect: fail partition-only
def quicksort(q, l, r):
    x = q[(l + r) // 2] if q else 0
    i, j = l, r
    while i <= j:
        while i <= r and q[i] < x:
            i += 1
        while j >= l and q[j] > x:
            j -= 1
        if i <= j:
            q[i], q[j] = q[j], q[i]
            i += 1
            j -= 1
