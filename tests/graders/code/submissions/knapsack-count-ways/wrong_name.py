# expect: error
def knapsack(weights, capacity):
    dp = [1] + [0] * capacity
    for w in weights:
        for j in range(w, capacity + 1):
            dp[j] += dp[j - w]
    return dp[capacity]
