# expect: pass
import functools

def count_ways(weights, capacity):
    @functools.cache
    def go(i, rest):
        if rest == 0:
            return 1
        if rest < 0 or i == len(weights):
            return 0
        return go(i, rest - weights[i]) + go(i + 1, rest)
    return go(0, capacity)
