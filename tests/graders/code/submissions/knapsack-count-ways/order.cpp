// expect: fail order-counts
int countWays(vector<int>& weights, int capacity) {
    vector<int> f(capacity + 1);
    f[0] = 1;
    for (int j = 1; j <= capacity; ++j)
        for (int w : weights) if (j >= w) f[j] += f[j - w];
    return f[capacity];
}
