# expect: fail input-changed
def min_items(weights, capacity):
    weights.sort(reverse=True)
    dp = [0] + [float("inf")] * capacity
    for w in weights:
        for j in range(w, capacity + 1):
            dp[j] = min(dp[j], dp[j - w] + 1)
    return dp[capacity] if dp[capacity] != float("inf") else -1
