# expect: pass
import torch
from torch import nn

class Linear(nn.Module):
    def __init__(self, i, o):
        super().__init__()
        self.weight = nn.Parameter(torch.randn(o, i) / i ** 0.5)
        self.bias = nn.Parameter(torch.zeros(o))

    def forward(self, x):
        return x @ self.weight.T + self.bias

class Attention(nn.Module):
    def forward(self, q, k, v, mask):
        s = q.matmul(k.transpose(2, 3)) * q.shape[-1] ** -0.5
        if mask is not None:
            s = s.masked_fill(~mask, float('-inf'))
        return s.softmax(3).matmul(v)

class MultiHeadAttention(nn.Module):
    def __init__(self, d_model, num_heads):
        super().__init__()
        self.q_proj, self.k_proj, self.v_proj, self.out_proj = [Linear(d_model, d_model) for _ in range(4)]
        self.attention = Attention()
        self.heads = num_heads

    def forward(self, x, mask=None):
        n, l, d = x.shape
        if mask is not None and mask.dim() == 3:
            mask = mask[:, None, :, :]
        cut = lambda t: torch.stack(t.chunk(self.heads, dim=-1), dim=1)
        out = self.attention(cut(self.q_proj(x)), cut(self.k_proj(x)), cut(self.v_proj(x)), mask)
        return self.out_proj(torch.cat(out.unbind(1), dim=-1))
