# expect: pass
import torch
import torch.nn as nn
import torch.nn.functional as F

class MultiHeadAttention(nn.Module):
    def __init__(self, d_model, num_heads):
        super().__init__()
        self.q_proj = nn.Linear(d_model, d_model)
        self.k_proj = nn.Linear(d_model, d_model)
        self.v_proj = nn.Linear(d_model, d_model)
        self.out_proj = nn.Linear(d_model, d_model)
        self.n = num_heads
        self.register_buffer("scale", torch.sqrt(torch.FloatTensor([d_model // num_heads])))

    def forward(self, x, mask=None):
        B, T, C = x.shape
        q, k, v = (p(x).view(B, T, self.n, C // self.n).transpose(1, 2) for p in (self.q_proj, self.k_proj, self.v_proj))
        att = (q @ k.mT) / self.scale
        if mask is not None:
            while mask.dim() < 4:
                mask = mask.unsqueeze(-3) if mask.dim() == 3 else mask.unsqueeze(0)
            att = att.masked_fill(mask == False, torch.finfo(att.dtype).min)
        y = F.softmax(att, dim=-1) @ v
        return self.out_proj(y.transpose(1, 2).reshape(B, T, C))

if __name__ == "__main__":
    mine, theirs = MultiHeadAttention(12, 3), nn.MultiheadAttention(12, 3, batch_first=True)
    print(mine(torch.randn(2, 5, 12)).shape, theirs)
