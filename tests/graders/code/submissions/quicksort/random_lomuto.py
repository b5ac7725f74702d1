# expect: fail deep-on-equal
import random

def quicksort(a, lo, hi):
    if lo >= hi:
        return
    k = random.randint(lo, hi)
    a[k], a[hi] = a[hi], a[k]
    i = lo - 1
    for j in range(lo, hi):
        if a[j] <= a[hi]:
            i += 1
            a[i], a[j] = a[j], a[i]
    a[i + 1], a[hi] = a[hi], a[i + 1]
    quicksort(a, lo, i)
    quicksort(a, i + 2, hi)
