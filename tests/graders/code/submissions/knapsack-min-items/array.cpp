// expect: pass
#include <cstring>
#include <algorithm>
const int N = 10010;
int f[N];
int min_items(int w[], int n, int capacity)
{
    memset(f, 0x3f, sizeof f);
    f[0] = 0;
    for (int i = 0; i < n; i++)
        for (int j = w[i]; j <= capacity; j++)
            f[j] = std::min(f[j], f[j - w[i]] + 1);
    if (f[capacity] == 0x3f3f3f3f) return -1;
    return f[capacity];
}
