# expect: forbidden
def quicksort(q):
    q.sort()
    return q
