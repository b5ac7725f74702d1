# expect: fail each-item-once
def count_ways(weights, capacity):
    dp = [1] + [0] * capacity
    for w in weights:
        for j in range(capacity, w - 1, -1):
            dp[j] += dp[j - w]
    return dp[capacity]
