// expect: error cpp-out-of-bounds
int f[110];
int minItems(vector<int>& weights, int capacity) {
    for (int j = 0; j <= capacity; j++) f[j] = 1e8;
    f[0] = 0;
    for (int w : weights)
        for (int j = w; j <= capacity; j++) f[j] = min(f[j], f[j - w] + 1);
    return f[capacity] >= 1e8 ? -1 : f[capacity];
}
