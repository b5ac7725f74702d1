# expect: fail nothing-to-start-from
def min_items(weights, capacity):
    INF = 10**9
    dp = [INF] * (capacity + 1)
    dp[0] = 0
    for j in range(1, capacity + 1):
        for w in weights:
            if w < j:
                dp[j] = min(dp[j], dp[j - w] + 1)
    return dp[capacity] if dp[capacity] < INF else -1
