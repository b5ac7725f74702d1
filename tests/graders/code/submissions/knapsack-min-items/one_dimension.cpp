// expect: pass
int minItems(vector<int>& weights, int capacity) {
    vector<int> dp(capacity + 1, 1e9);
    dp[0] = 0;
    for (int w : weights)
        for (int j = w; j <= capacity; j++)
            dp[j] = min(dp[j], dp[j - w] + 1);
    return dp[capacity] >= 1e9 ? -1 : dp[capacity];
}
