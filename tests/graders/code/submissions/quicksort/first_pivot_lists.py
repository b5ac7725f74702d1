# expect: fail deep-on-sorted
def quicksort(arr):
    if not arr:
        return []
    pivot = arr[0]
    rest = arr[1:]
    return quicksort([x for x in rest if x < pivot]) + [pivot] + quicksort([x for x in rest if x >= pivot])
