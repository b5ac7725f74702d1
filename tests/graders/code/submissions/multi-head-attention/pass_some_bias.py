# expect: pass
import torch
import torch.nn as nn
import torch.nn.functional as F

class MultiheadAttention(nn.Module):
    """Own class with torch's name; only the output layer has a bias."""

    def __init__(self, d_model: int, num_heads: int, dropout: float = 0.1) -> None:
        super(MultiheadAttention, self).__init__()
        self.h = num_heads
        self.q_proj, self.k_proj, self.v_proj = (nn.Linear(d_model, d_model, bias=False) for _ in range(3))
        self.out_proj = nn.Linear(d_model, d_model)
        self.dropout = nn.Dropout(dropout)
        self.scale = (d_model // num_heads) ** -0.5

    def split(self, t):
        b, n, _ = t.size()
        return t.reshape(b, n, self.h, -1).permute(0, 2, 1, 3)

    def forward(self, x, mask=None):
        q, k, v = map(self.split, (self.q_proj(x), self.k_proj(x), self.v_proj(x)))
        s = torch.matmul(q * self.scale, k.permute(0, 1, 3, 2))
        if mask is not None:
            s = s.masked_fill(mask.reshape(-1, 1, *mask.shape[-2:]) == 0, -1e9)
        p = self.dropout(F.softmax(s, dim=-1))
        return self.out_proj(torch.matmul(p, v).permute(0, 2, 1, 3).flatten(2))
