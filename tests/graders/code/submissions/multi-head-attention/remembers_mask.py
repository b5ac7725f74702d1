# expect: fail keeps-state
import math

import torch
import torch.nn as nn


class MultiHeadAttention(nn.Module):
    def __init__(self, d_model, num_heads):
        super().__init__()
        self.h, self.d = num_heads, d_model // num_heads
        for name in ("q_proj", "k_proj", "v_proj", "out_proj"):
            setattr(self, name, nn.Linear(d_model, d_model))
        self.last_mask = None

    def heads(self, t):
        return t.reshape(t.shape[0], t.shape[1], self.h, self.d).permute(0, 2, 1, 3)

    def forward(self, x, mask=None):
        mask = self.last_mask if mask is None else mask
        self.last_mask = mask
        q, k, v = self.heads(self.q_proj(x)), self.heads(self.k_proj(x)), self.heads(self.v_proj(x))
        s = torch.einsum("nhid,nhjd->nhij", q, k) / math.sqrt(self.d)
        if mask is not None:
            s = s.masked_fill(mask.logical_not() if mask.dim() != 3 else mask.logical_not()[:, None], float("-inf"))
        out = torch.einsum("nhij,nhjd->nihd", torch.softmax(s, dim=-1), v)
        return self.out_proj(out.reshape(x.shape))
