# expect: fail capacity-left-out
def count_ways(weights, capacity):
    dp = [1] + [0] * (capacity - 1)
    for w in weights:
        for j in range(w, capacity):
            dp[j] += dp[j - w]
    return dp[-1]
