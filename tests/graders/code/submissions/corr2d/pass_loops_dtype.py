# expect: pass
import torch

def corr2d(X: torch.Tensor, K: torch.Tensor) -> torch.Tensor:
    H, W = X.shape
    h, w = K.shape
    out = torch.zeros(H - h + 1, W - w + 1, dtype=X.dtype, device=X.device)
    for i in range(H - h + 1):
        for j in range(W - w + 1):
            window = X[i:i + h, j:j + w]
            out[i][j] = torch.sum(window * K)
    return out
