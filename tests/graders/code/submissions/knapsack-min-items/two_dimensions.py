# expect: pass
def min_items(coins, amount):
    n = len(coins)
    INF = 10 ** 9
    dp = [[INF] * (amount + 1) for _ in range(n + 1)]
    for i in range(n + 1):
        dp[i][0] = 0
    for i in range(1, n + 1):
        for j in range(1, amount + 1):
            dp[i][j] = dp[i - 1][j]
            if j >= coins[i - 1]:
                dp[i][j] = min(dp[i][j], dp[i][j - coins[i - 1]] + 1)
    print("table filled", n, amount)
    return dp[n][amount] if dp[n][amount] < INF else -1
