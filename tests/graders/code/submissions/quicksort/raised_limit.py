# expect: pass
import sys
sys.setrecursionlimit(10000)


def quicksort(q, l, r):
    if l >= r:
        return
    p = q[r]
    k = l
    for i in range(l, r):
        if q[i] <= p:
            q[i], q[k] = q[k], q[i]
            k += 1
    q[k], q[r] = q[r], q[k]
    quicksort(q, l, k - 1)
    quicksort(q, k + 1, r)
