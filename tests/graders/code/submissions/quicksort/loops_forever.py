# expect: timeout
def quicksort(q, l, r):
    if l >= r:
        return
    i, j, x = l, r, q[l]
    while i < j:
        while q[i] < x: i += 1
        while q[j] > x: j -= 1
        q[i], q[j] = q[j], q[i]
    quicksort(q, l, i - 1)
    quicksort(q, i + 1, r)
