# expect: error
def count_ways(weights, capacity):
    dp = [1] + [0] * capacity
    for i in range(len(weights) + 1):
        for j in range(weights[i], capacity + 1):
            dp[j] += dp[j - weights[i]]
    return dp[capacity]
