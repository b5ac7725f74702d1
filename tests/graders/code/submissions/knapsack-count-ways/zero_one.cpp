// expect: fail each-item-once
int countWays(vector<int>& weights, int capacity) {
    vector<int> f(capacity + 1);
    f[0] = 1;
    for (int w : weights)
        for (int j = capacity; j >= w; --j) f[j] += f[j - w];
    return f[capacity];
}
