# expect: fail no-solution-not-said
def min_items(weights, capacity):
    dp = {0: 0}
    for j in range(1, capacity + 1):
        best = [dp[j - w] + 1 for w in weights if j - w in dp]
        if best:
            dp[j] = min(best)
    return dp.get(capacity)
