# expect: forbidden
def quicksort(q, l, r):
    q[l:r + 1] = sorted(q[l:r + 1])
