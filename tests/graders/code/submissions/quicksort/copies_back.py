# expect: pass
def quicksort(q, l, r):
    if r - l < 1:
        return q
    part = q[l:r + 1]
    p = part[len(part) // 2]
    less = [v for v in part if v < p]
    same = [v for v in part if v == p]
    more = [v for v in part if v > p]
    q[l:r + 1] = less + same + more
    quicksort(q, l, l + len(less) - 1)
    quicksort(q, l + len(less) + len(same), r)
    return q

nums = [5, 2, 8, 1]
quicksort(nums, 0, 3)
print(nums)
