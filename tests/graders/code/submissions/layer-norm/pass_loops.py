# expect: pass
import torch

def layer_norm(x, gamma, beta, eps=1e-5):
    shape = x.shape
    rows = x.reshape(-1, shape[-1])
    out = []
    for row in rows:
        m = sum(row) / len(row)
        v = sum((r - m) ** 2 for r in row) / len(row)
        out.append(torch.stack([g * (r - m) / (v + eps).sqrt() + b for r, g, b in zip(row, gamma, beta)]))
    return torch.stack(out).reshape(shape)
