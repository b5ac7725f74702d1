# expect: fail first-excluded
def quicksort(q, l, r):
    def sort(l, r):
        if l >= r:
            return
        i, j, x = l, r, q[(l + r) // 2]
        while i <= j:
            while q[i] < x: i += 1
            while q[j] > x: j -= 1
            if i <= j:
                q[i], q[j] = q[j], q[i]
                i += 1
                j -= 1
        sort(l, j)
        sort(i, r)
    sort(l + 1, r)
