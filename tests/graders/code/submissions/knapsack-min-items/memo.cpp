// expect: pass
#include <unordered_map>
static int dfs(vector<int>& w, int rest, unordered_map<int, int>& memo) {
    if (rest == 0) return 0;
    if (rest < 0) return INT_MAX;
    if (memo.count(rest)) return memo[rest];
    int best = INT_MAX;
    for (int x : w) {
        int sub = dfs(w, rest - x, memo);
        if (sub != INT_MAX) best = min(best, sub + 1);
    }
    return memo[rest] = best;
}
int minItems(vector<int>& weights, int capacity) {
    unordered_map<int, int> memo;
    int ans = dfs(weights, capacity, memo);
    return ans == INT_MAX ? -1 : ans;
}
