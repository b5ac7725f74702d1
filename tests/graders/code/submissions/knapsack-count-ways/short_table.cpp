// expect: error cpp-out-of-bounds
int countWays(vector<int>& weights, int capacity) {
    vector<int> f(capacity);
    f[0] = 1;
    for (int w : weights)
        for (int j = w; j <= capacity; ++j) f[j] += f[j - w];
    return f[capacity];
}
