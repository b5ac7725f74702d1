# expect: fail capacity-left-out
def min_items(weights, capacity):
    INF = float("inf")
    dp = [INF] * max(capacity, 1)
    dp[0] = 0
    for w in weights:
        for j in range(w, capacity):
            dp[j] = min(dp[j], dp[j - w] + 1)
    return dp[-1] if dp[-1] != INF else -1
