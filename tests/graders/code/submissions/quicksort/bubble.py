# expect: timeout
def quicksort(q, l, r):
    for i in range(l, r):
        for j in range(l, r - (i - l)):
            if q[j] > q[j + 1]:
                q[j], q[j + 1] = q[j + 1], q[j]
