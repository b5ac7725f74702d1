# expect: fail not-filled-exactly
def count_ways(weights, capacity):
    dp = [1] * (capacity + 1)
    for w in weights:
        for j in range(w, capacity + 1):
            dp[j] += dp[j - w]
    return dp[capacity]
