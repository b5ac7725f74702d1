# expect: pass
import torch
import torch.nn.functional as F


def corr2d(X, K):
    h, w = K.shape
    out = torch.empty(X.shape[0] - h + 1, X.shape[1] - w + 1).to(X)
    for i in range(out.shape[0]):
        for j in range(out.shape[1]):
            out[i, j] = torch.dot(X[i:i + h, j:j + w].reshape(-1), K.reshape(-1))
    return out


if __name__ == "__main__":
    x = torch.randn(6, 8)
    k = torch.randn(3, 2)
    assert torch.allclose(corr2d(x, k), F.conv2d(x[None, None], k[None, None])[0, 0], atol=1e-5)
    print("ok")
