# expect: pass
import torch
def corr2d(matrix, kernel):
    m, n = matrix.size()
    p, q = kernel.size()
    res = torch.zeros([m - p + 1, n - q + 1], dtype=matrix.dtype)
    for i in range(m - p + 1):
        for j in range(n - q + 1):
            s = 0
            for a in range(p):
                for b in range(q):
                    s += matrix[i + a][j + b] * kernel[a][b]
            res[i, j] = s
    return res
