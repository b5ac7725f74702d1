# expect: fail nothing-to-start-from
def count_ways(weights, capacity):
    dp = [0] * (capacity + 1)
    for w in weights:
        for j in range(w, capacity + 1):
            dp[j] += dp[j - w]
    return dp[capacity]
