# expect: pass
class MultiHeadAttention(nn.Module):
    def __init__(self, d_model, num_heads):
        super().__init__()
        self.num_heads = num_heads
        for name in ("q_proj", "k_proj", "v_proj", "out_proj"):
            setattr(self, name, nn.Linear(d_model, d_model))

    def forward(self, x, mask=None):
        q, k, v = [layer(x).unflatten(-1, (self.num_heads, -1)) for layer in (self.q_proj, self.k_proj, self.v_proj)]
        scores = torch.einsum("nqhd,nkhd->nhqk", q, k) / math.sqrt(q.size(-1))
        if mask is not None:
            mask = mask[:, None] if mask.ndim == 3 else mask
            scores = scores + torch.zeros(mask.shape, dtype=x.dtype).masked_fill(~mask, float("-inf"))
        return self.out_proj(torch.einsum("nhqk,nkhd->nqhd", scores.softmax(dim=-1), v).flatten(-2))
