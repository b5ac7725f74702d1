# expect: fail one-too-many
def min_items(weights, capacity):
    INF = float("inf")
    dp = [INF] * (capacity + 1)
    dp[0] = 1
    for w in weights:
        for j in range(w, capacity + 1):
            dp[j] = min(dp[j], dp[j - w] + 1)
    return dp[capacity] if dp[capacity] != INF else -1
