# expect: fail weights-added
def min_items(weights, capacity):
    INF = float("inf")
    dp = [0] + [INF] * capacity
    for w in weights:
        for j in range(w, capacity + 1):
            dp[j] = min(dp[j], dp[j - w] + w)
    return dp[capacity] if dp[capacity] != INF else -1
