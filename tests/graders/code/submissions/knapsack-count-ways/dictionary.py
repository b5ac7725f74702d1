# expect: pass
from collections import defaultdict

class Solution:
    def countWays(self, weights, capacity):
        ways = {0: 1}
        for w in weights:
            new = defaultdict(int)
            for total, n in ways.items():
                for s in range(total, capacity + 1, w):
                    new[s] += n
            ways = new
        return ways.get(capacity, 0)
