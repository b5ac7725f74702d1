# expect: fail not-filled-exactly
def min_items(weights, capacity):
    INF = float("inf")
    dp = [0] + [INF] * capacity
    for w in weights:
        for j in range(w, capacity + 1):
            dp[j] = min(dp[j], dp[j - w] + 1)
    while dp[capacity] == INF:
        capacity -= 1
    return dp[capacity]
