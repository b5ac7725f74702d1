// expect: error compile-error
int countWays(int w[], int n, int capacity) {
    vector<int> f(capacity + 1);
    f[0] = 1;
    for (int i = 0; i < w.size(); i++)
        for (int j = w[i]; j <= capacity; ++j) f[j] += f[j - w[i]];
    return f[capacity];
}
