// expect: fail each-item-once
int minItems(vector<int>& weights, int capacity) {
    vector<int> f(capacity + 1, 0x3f3f3f3f);
    f[0] = 0;
    for (int w : weights)
        for (int j = capacity; j >= w; j--) f[j] = min(f[j], f[j - w] + 1);
    return f[capacity] == 0x3f3f3f3f ? -1 : f[capacity];
}
