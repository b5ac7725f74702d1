# expect: pass
from functools import lru_cache

def min_items(weights, capacity):
    @lru_cache(None)
    def f(rest):
        if rest == 0:
            return 0
        return min((f(rest - w) + 1 for w in weights if w <= rest), default=float("inf"))
    ans = f(capacity)
    return ans if ans != float("inf") else -1
