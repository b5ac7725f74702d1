// expect: fail no-solution-not-said
int minItems(vector<int>& weights, int capacity) {
    vector<int> f(capacity + 1, 1e9);
    f[0] = 0;
    for (int w : weights)
        for (int j = w; j <= capacity; j++) f[j] = min(f[j], f[j - w] + 1);
    return f[capacity];
}
