# expect: fail attention-between-heads
import torch
from torch import nn

class MultiHeadAttention(nn.Module):
    def __init__(self, d_model, num_heads):
        super().__init__()
        self.num_heads, self.d_k = num_heads, d_model // num_heads
        self.q_proj = nn.Linear(d_model, d_model)
        self.k_proj = nn.Linear(d_model, d_model)
        self.v_proj = nn.Linear(d_model, d_model)
        self.out_proj = nn.Linear(d_model, d_model)

    def forward(self, x, mask=None):
        N, L, _ = x.size()
        Q = self.q_proj(x).view(N, L, self.num_heads, self.d_k)
        K = self.k_proj(x).view(N, L, self.num_heads, self.d_k)
        V = self.v_proj(x).view(N, L, self.num_heads, self.d_k)
        attn = torch.softmax(Q @ K.transpose(-2, -1) / self.d_k ** 0.5, dim=-1)
        return self.out_proj((attn @ V).reshape(N, L, -1))
