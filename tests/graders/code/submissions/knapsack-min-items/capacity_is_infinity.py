# expect: fail capacity-for-endless
def min_items(weights, capacity):
    best = [0] + [capacity] * capacity
    for total in range(1, capacity + 1):
        for w in weights:
            if w <= total and best[total - w] + 1 < best[total]:
                best[total] = best[total - w] + 1
    if capacity and best[capacity] >= capacity:
        return -1
    return best[capacity]
