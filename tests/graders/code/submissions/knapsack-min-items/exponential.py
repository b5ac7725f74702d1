# expect: timeout
def min_items(weights, capacity):
    if capacity == 0:
        return 0
    best = -1
    for w in weights:
        if w <= capacity:
            sub = min_items(weights, capacity - w)
            if sub >= 0 and (best < 0 or sub + 1 < best):
                best = sub + 1
    return best
