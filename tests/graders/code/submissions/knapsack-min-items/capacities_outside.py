# expect: pass
def min_items(weights: list[int], capacity: int) -> int:
    big = capacity + 1
    f = [big] * (capacity + 1)
    f[0] = 0
    for j in range(1, capacity + 1):
        for w in weights:
            if w <= j and f[j - w] + 1 < f[j]:
                f[j] = f[j - w] + 1
    return -1 if f[capacity] == big else f[capacity]
