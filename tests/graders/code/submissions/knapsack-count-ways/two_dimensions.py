# expect: pass
def count_ways(w, m):
    n = len(w)
    f = [[0] * (m + 1) for _ in range(n + 1)]
    f[0][0] = 1
    for i in range(1, n + 1):
        for j in range(m + 1):
            f[i][j] = f[i - 1][j]
            if j >= w[i - 1]:
                f[i][j] += f[i][j - w[i - 1]]
    return f[n][m]
