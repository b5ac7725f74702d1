# expect: pass
import torch
from torch import nn

def transpose_qkv(X, num_heads):
    X = X.reshape(X.shape[0], X.shape[1], num_heads, -1)
    X = X.permute(0, 2, 1, 3)
    return X.reshape(-1, X.shape[2], X.shape[3])

def transpose_output(X, num_heads):
    X = X.reshape(-1, num_heads, X.shape[1], X.shape[2])
    X = X.permute(0, 2, 1, 3)
    return X.reshape(X.shape[0], X.shape[1], -1)

class multi_head_attention(nn.Module):
    def __init__(self, d_model, num_heads):
        super().__init__()
        self.num_heads = num_heads
        self.q_proj = nn.Linear(d_model, d_model)
        self.k_proj = nn.Linear(d_model, d_model)
        self.v_proj = nn.Linear(d_model, d_model)
        self.out_proj = nn.Linear(d_model, d_model)

    def forward(self, x, mask=None):
        q = transpose_qkv(self.q_proj(x), self.num_heads)
        k = transpose_qkv(self.k_proj(x), self.num_heads)
        v = transpose_qkv(self.v_proj(x), self.num_heads)
        scores = torch.bmm(q, k.transpose(1, 2)) / q.shape[-1] ** 0.5
        if mask is not None:
            if mask.dim() == 4:
                mask = mask.squeeze(1)
            if mask.dim() == 3:
                mask = mask.repeat_interleave(self.num_heads, dim=0)
            scores = scores.masked_fill(mask.logical_not(), -1e9)
        return self.out_proj(transpose_output(torch.bmm(torch.softmax(scores, -1), v), self.num_heads))
