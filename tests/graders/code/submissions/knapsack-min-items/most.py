# expect: fail most-items
def min_items(weights, capacity):
    dp = [0] + [float("-inf")] * capacity
    for w in weights:
        for j in range(w, capacity + 1):
            dp[j] = max(dp[j], dp[j - w] + 1)
    return dp[capacity] if dp[capacity] > 0 or capacity == 0 else -1
