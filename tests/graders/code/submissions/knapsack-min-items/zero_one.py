# expect: fail each-item-once
def min_items(weights, capacity):
    INF = float("inf")
    dp = [0] + [INF] * capacity
    for w in weights:
        for j in range(capacity, w - 1, -1):
            dp[j] = min(dp[j], dp[j - w] + 1)
    return dp[capacity] if dp[capacity] < INF else -1
