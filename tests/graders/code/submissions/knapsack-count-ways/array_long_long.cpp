// expect: pass
#include <iostream>
using namespace std;
typedef long long LL;
LL f[20][10010];
LL count_ways(int w[], int n, int m)
{
    for (int i = 0; i <= n; i++) for (int j = 0; j <= m; j++) f[i][j] = 0;
    for (int i = 0; i <= n; i++) f[i][0] = 1;
    for (int i = 1; i <= n; i++)
        for (int j = 1; j <= m; j++) {
            f[i][j] = f[i - 1][j];
            if (j >= w[i - 1]) f[i][j] += f[i][j - w[i - 1]];
        }
    return f[n][m];
}
int main() { int w[] = {1, 2, 5}; cout << count_ways(w, 3, 5); }
