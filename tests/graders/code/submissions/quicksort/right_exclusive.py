# expect: fail last-excluded
def quicksort(q, l, r):
    # sorts q[l:r]
    if r - l <= 1:
        return
    x = q[(l + r) // 2]
    lt, i, gt = l, l, r
    while i < gt:
        if q[i] < x:
            q[i], q[lt] = q[lt], q[i]
            lt += 1
            i += 1
        elif q[i] > x:
            gt -= 1
            q[i], q[gt] = q[gt], q[i]
        else:
            i += 1
    quicksort(q, l, lt)
    quicksort(q, gt, r)
