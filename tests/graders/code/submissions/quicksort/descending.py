# expect: fail descending
def quicksort(arr):
    if len(arr) <= 1:
        return arr
    pivot = arr[len(arr) // 2]
    return quicksort([x for x in arr if x > pivot]) + [x for x in arr if x == pivot] + quicksort([x for x in arr if x < pivot])
