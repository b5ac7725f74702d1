// expect: fail cpp-overflow
int minItems(vector<int>& weights, int capacity) {
    vector<int> f(capacity + 1, INT_MAX);
    f[0] = 0;
    for (int w : weights)
        for (int j = w; j <= capacity; j++) f[j] = min(f[j], f[j - w] + 1);
    return f[capacity] == INT_MAX ? -1 : f[capacity];
}
