# expect: fail order-counts
from functools import lru_cache

def count_ways(weights, capacity):
    @lru_cache(maxsize=None)
    def f(c):
        if c == 0:
            return 1
        total = 0
        for w in weights:
            if w <= c:
                total += f(c - w)
        return total
    return f(capacity)
