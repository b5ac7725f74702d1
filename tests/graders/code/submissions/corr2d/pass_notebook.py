# expect: pass
# %%
import torch
X = torch.arange(9.0).reshape(3, 3)
K = torch.tensor([[0.0, 1.0], [2.0, 3.0]])
# %%
def corr2d(X, K):  # 互相关
    kh, kw = K.shape
    n, m = X.shape
    Y = torch.zeros((n - kh + 1, m - kw + 1)).type_as(X)
    for i in range(n - kh + 1):
        for j in range(m - kw + 1):
            Y[i, j] = (X[i:i + kh, j:j + kw] * K).sum()
    return Y
# %%
print(corr2d(X, K))  # tensor([[19., 25.], [37., 43.]])
