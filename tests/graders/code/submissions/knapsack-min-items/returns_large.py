# expect: fail no-solution-not-said
def min_items(weights, capacity):
    dp = [0] + [capacity + 1] * capacity
    for w in weights:
        for j in range(w, capacity + 1):
            dp[j] = min(dp[j], dp[j - w] + 1)
    return dp[capacity]
