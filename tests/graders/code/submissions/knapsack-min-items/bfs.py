# expect: pass
from collections import deque

class Solution:
    def minItems(self, weights, capacity):
        queue, seen = deque([(0, 0)]), {0}
        while queue:
            total, steps = queue.popleft()
            if total == capacity:
                return steps
            for w in weights:
                if total + w <= capacity and total + w not in seen:
                    seen.add(total + w)
                    queue.append((total + w, steps + 1))
        return -1
