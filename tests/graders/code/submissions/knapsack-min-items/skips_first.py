# expect: fail first-item-left-out
def min_items(weights, capacity):
    INF = float("inf")
    dp = [0] + [INF] * capacity
    for i in range(1, len(weights)):
        for j in range(weights[i], capacity + 1):
            dp[j] = min(dp[j], dp[j - weights[i]] + 1)
    return dp[capacity] if dp[capacity] != INF else -1
