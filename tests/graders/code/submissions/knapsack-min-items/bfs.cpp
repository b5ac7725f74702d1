// expect: pass
class Solution {
public:
    long long minItems(vector<int>& weights, int capacity) {
        queue<pair<int, int>> q;
        vector<bool> seen(capacity + 1);
        q.push({0, 0});
        while (!q.empty()) {
            auto [sum, steps] = q.front(); q.pop();
            if (sum == capacity) return steps;
            for (int w : weights)
                if (sum + w <= capacity && !seen[sum + w]) { seen[sum + w] = true; q.push({sum + w, steps + 1}); }
        }
        return -1;
    }
};
