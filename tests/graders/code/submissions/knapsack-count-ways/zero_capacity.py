# expect: fail capacity-zero
def count_ways(weights, capacity):
    if capacity == 0:
        return 0
    dp = [1] + [0] * capacity
    for w in weights:
        for j in range(w, capacity + 1):
            dp[j] += dp[j - w]
    return dp[capacity]
