# expect: pass
import numpy as np

def min_items(weights, capacity):
    dp = np.full(capacity + 1, np.inf)
    dp[0] = 0
    for j in range(1, capacity + 1):
        for w in weights:
            if j >= w:
                dp[j] = min(dp[j], dp[j - w] + 1)
    return int(dp[capacity]) if np.isfinite(dp[capacity]) else -1
