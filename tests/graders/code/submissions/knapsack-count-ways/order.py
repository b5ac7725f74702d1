# expect: fail order-counts
def count_ways(weights, capacity):
    dp = [1] + [0] * capacity
    for j in range(1, capacity + 1):
        for w in weights:
            if j >= w:
                dp[j] += dp[j - w]
    return dp[capacity]
