# expect: pass
def quicksort(arr):
    if len(arr) <= 1:
        return arr
    pivot = arr[len(arr) // 2]
    left = [x for x in arr if x < pivot]
    middle = [x for x in arr if x == pivot]
    right = [x for x in arr if x > pivot]
    return quicksort(left) + middle + quicksort(right)


if __name__ == "__main__":
    import random
    data = [random.randint(0, 100) for _ in range(50)]
    assert quicksort(data) == sorted(data)
    print("ok")
