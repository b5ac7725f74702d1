# expect: pass
import torch
import torch.nn as nn

class MultiHeadAttention(nn.Module):
    def __init__(self, d_model, num_heads):
        super().__init__()
        self.d, self.h = d_model, num_heads
        self.q_proj = nn.Linear(d_model, d_model)
        self.k_proj = nn.Linear(d_model, d_model)
        self.v_proj = nn.Linear(d_model, d_model)
        self.out_proj = nn.Linear(d_model, d_model)

    def forward(self, x, mask=None):
        Q, K, V = self.q_proj(x), self.k_proj(x), self.v_proj(x)
        if mask is not None and mask.dim() == 4:
            mask = mask[:, 0]
        size = self.d // self.h
        heads = []
        for i in range(self.h):
            s = slice(i * size, (i + 1) * size)
            score = torch.bmm(Q[:, :, s], K[:, :, s].transpose(1, 2)) / size ** 0.5
            if mask is not None:
                score = torch.where(mask, score, -torch.inf)
            heads.append(torch.bmm(score.softmax(-1), V[:, :, s]))
        return self.out_proj(torch.cat(heads, dim=-1))
