# expect: fail single-head-scaled-for-heads
import torch
from torch import nn

class MultiHeadAttention(nn.Module):
    def __init__(self, d_model, num_heads):
        super().__init__()
        self.d_model = d_model
        self.num_heads = num_heads
        self.q_proj = nn.Linear(d_model, d_model)
        self.k_proj = nn.Linear(d_model, d_model)
        self.v_proj = nn.Linear(d_model, d_model)
        self.out_proj = nn.Linear(d_model, d_model)

    def forward(self, x, mask=None):
        q, k, v = self.q_proj(x), self.k_proj(x), self.v_proj(x)
        scores = q @ k.transpose(-1, -2) / (self.d_model // self.num_heads) ** 0.5
        if mask is not None:
            if mask.dim() == 4:
                mask = mask[:, 0]
            scores = scores.masked_fill(~mask, -1e9)
        return self.out_proj(torch.softmax(scores, dim=-1) @ v)
