# expect: pass
def quicksort(q, l=0, r=None):
    """Without recursion: a stack of ranges."""
    if r is None:
        r = len(q) - 1
    stack = [(l, r)]
    while stack:
        lo, hi = stack.pop()
        if lo >= hi:
            continue
        mid = (lo + hi) // 2
        q[mid], q[hi] = q[hi], q[mid]
        x, k = q[hi], lo
        toggle = False
        for i in range(lo, hi):
            toggle = not toggle
            if q[i] < x or (q[i] == x and toggle):
                q[i], q[k] = q[k], q[i]
                k += 1
        q[k], q[hi] = q[hi], q[k]
        stack.append((lo, k - 1))
        stack.append((k + 1, hi))
    return q
