# expect: error raised
def min_items(weights, capacity):
    dp = [float("inf")] * capacity
    dp[0] = 0
    for w in weights:
        for j in range(w, capacity + 1):
            dp[j] = min(dp[j], dp[j - w] + 1)
    return dp[capacity] if dp[capacity] != float("inf") else -1
