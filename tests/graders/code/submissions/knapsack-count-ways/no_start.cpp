// expect: fail nothing-to-start-from
int countWays(vector<int>& weights, int capacity) {
    if (capacity == 0) return 1;
    vector<int> f(capacity + 1);
    for (int w : weights)
        for (int j = w; j <= capacity; ++j) f[j] += f[j - w];
    return f[capacity];
}
