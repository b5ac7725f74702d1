# expect: pass
def min_items(weights, capacity):
    reachable, items = 1, 0
    mask = (1 << (capacity + 1)) - 1
    seen = 1
    while not reachable >> capacity & 1:
        step = 0
        for w in weights:
            step |= reachable << w
        reachable = step & mask & ~seen
        seen |= reachable
        items += 1
        if not reachable:
            return -1
    return items
