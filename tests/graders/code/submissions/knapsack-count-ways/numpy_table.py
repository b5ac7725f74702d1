# expect: pass
import numpy as np

def count_ways(weights, capacity):
    dp = np.zeros(capacity + 1, dtype=np.int64)
    dp[0] = 1
    for w in weights:
        for j in range(w, capacity + 1):
            dp[j] += dp[j - w]
    return dp[-1]

if __name__ == "__main__":
    print(count_ways([1, 2, 5], 5))
