// expect: pass
class Solution {
public:
    int countWays(int amount, vector<int>& coins) {
        vector<unsigned> dp(amount + 1, 0);
        dp[0] = 1;
        for (int c : coins) for (int i = c; i <= amount; i++) dp[i] += dp[i - c];
        return dp[amount];
    }
};
