// expect: pass
int countWays(vector<int>& weights, int capacity) {
    vector<int> f(capacity + 1);
    f[0] = 1;
    for (auto w : weights)
        for (int j = w; j <= capacity; ++j) f[j] += f[j - w];
    return f[capacity];
}
