# expect: error
def quicksort(q, l, r):
    if l >= r:
        return
    x = q[(l + r) // 2]
    i, j = l - 1, r + 1
    while i < j:
        i += 1
        while q[i] < x: i += 1
        j -= 1
        while q[j] > x: j -= 1
        if i < j:
            q[i], q[j] = q[j], q[i]
    quciksort(q, l, j)
    quciksort(q, j + 1, r)
