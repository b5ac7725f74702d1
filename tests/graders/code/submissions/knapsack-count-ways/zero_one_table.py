# expect: fail each-item-once
def count_ways(weights, capacity):
    n = len(weights)
    f = [[1] + [0] * capacity for _ in range(n + 1)]
    for i in range(1, n + 1):
        for j in range(1, capacity + 1):
            f[i][j] = f[i - 1][j]
            if j >= weights[i - 1]:
                f[i][j] += f[i - 1][j - weights[i - 1]]
    return f[n][capacity]
