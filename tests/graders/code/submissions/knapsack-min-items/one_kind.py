# expect: fail one-kind-only
def min_items(weights, capacity):
    if capacity == 0:
        return 0
    best = -1
    for w in weights:
        if capacity % w == 0:
            k = capacity // w
            if best == -1 or k < best:
                best = k
    return best
