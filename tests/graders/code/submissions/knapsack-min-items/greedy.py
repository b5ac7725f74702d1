# expect: fail greedy
def min_items(weights, capacity):
    count = 0
    for w in sorted(weights, reverse=True):
        while capacity >= w:
            capacity -= w
            count += 1
    return count if capacity == 0 else -1
